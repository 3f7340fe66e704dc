import type { Nodes } from 'mdast';
import type { Root } from '../tree.ts';
import { insideOf, sizeOf, valueOf } from './measure.ts';

export type Rank = 'block' | 'blank line' | 'line' | 'sentence' | 'word';

/** The kinds of places for a cut, best first, and how full a part must be at one for it to be taken. */
export const ranks: readonly (readonly [Rank, number])[] = [
  ['block', 1 / 3],
  ['blank line', 1 / 3],
  ['line', 1 / 3],
  ['sentence', 1 / 2],
  // A word that would leave the rest of a part empty is longer than any that people read.
  ['word', 1 / 3],
];

/** A place where a tree may be cut, and how much white space is left out there, in the measure of `sizeOf`. */
export interface Cut {
  readonly at: number;
  readonly skip: number;
  readonly rank: Rank;
}

const places = /(\n\n)|(\n)|(?<=[.!?…。！？]["')\]]*)[ \t]|([ \t])/g;
const blocks = new Set([
  'paragraph',
  'heading',
  'blockquote',
  'code',
  'list',
  'listItem',
  'table',
  'tableRow',
]);

/** All good places of a tree, in order. */
export function findCuts(tree: Root): Cut[] {
  const cuts: Cut[] = [];
  let start = 0;
  for (const block of tree.children) {
    if (start > 0) cuts.push({ at: start, skip: 0, rank: 'block' });
    collect(block, start, cuts);
    start += sizeOf(block);
  }
  return cuts;
}

function collect(node: Nodes, start: number, cuts: Cut[]): void {
  if (node.type === 'break') cuts.push({ at: start, skip: 1, rank: 'line' });
  const inside = insideOf(node);
  if (inside !== undefined) {
    let at = start;
    for (const child of inside) {
      if (at > start && blocks.has(child.type)) cuts.push({ at, skip: 0, rank: 'blank line' });
      collect(child, at, cuts);
      at += sizeOf(child);
    }
    return;
  }
  if (node.type === 'inlineCode') return;
  for (const place of (valueOf(node) ?? '').matchAll(places)) {
    const rank: Rank = place[1] ? 'blank line' : place[2] ? 'line' : place[3] ? 'word' : 'sentence';
    cuts.push({ at: start + place.index, skip: place[0].length, rank });
  }
}
