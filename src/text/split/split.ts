import { graphemeStart } from '../graphemes.ts';
import { textParagraphs } from '../paragraphs.ts';
import { plainText } from '../plain.ts';
import type { Dialect, Root } from '../tree.ts';
import { findCuts, ranks, type Cut } from './cuts.ts';
import { sizeOf } from './measure.ts';
import { leafAt, slice } from './slice.ts';

/** Below this a single character with its marks and escapes might not fit. */
const smallest = 64;

/**
 * Writes a tree as one text or, where that would be longer than `maxLength` UTF-16 units, as several, none of them
 * longer. It cuts between blocks where it can, else at a blank line, a line's end, a sentence's end, between words,
 * and inside a word only when any other place would leave most of a part empty; white space at a cut is left out. Formatting, quotes and code
 * fences that a cut goes through are closed and opened again. The same tree always gives the same parts, at least
 * one; parts that would show nothing are left out.
 *
 * @throws RangeError when `maxLength` is below 64.
 */
export function split(tree: Root, dialect: Dialect, maxLength: number): string[] {
  if (!(maxLength >= smallest)) {
    throw new RangeError(
      `A text cannot be split into parts of ${String(maxLength)} characters; use ${String(smallest)} or more.`,
    );
  }
  const whole = dialect.serialize(tree);
  if (whole.length <= maxLength) return [whole];
  const parts: string[] = [];
  let rest = tree;
  while (sizeOf(rest) > 0) {
    const all = sizeOf(rest) <= maxLength ? dialect.serialize(rest) : undefined;
    if (all !== undefined && all.length <= maxLength) {
      parts.push(all);
      break;
    }
    const cut = chooseCut(rest, dialect, maxLength);
    if (cut === undefined) {
      rest = loosen(rest);
      continue;
    }
    parts.push(dialect.serialize(slice(rest, 0, cut.at)));
    rest = slice(rest, cut.at + cut.skip);
  }
  const visible = parts.filter((part) => part.trim() !== '');
  return visible.length === 0 ? [''] : visible;
}

function chooseCut(rest: Root, dialect: Dialect, maxLength: number): Cut | undefined {
  const head = slice(rest, 0, maxLength);
  const fits = (at: number) => dialect.serialize(slice(head, 0, at)).length <= maxLength;
  let low = 0;
  let high = sizeOf(head);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  if (low === 0) return undefined;
  // One more character than fits: white space right behind the last word is a place for a cut too.
  let cuts = findCuts(slice(rest, 0, low + 1)).filter((cut) => cut.at > 0 && cut.at <= low);
  for (;;) {
    const cut = best(cuts, low, rest, dialect, maxLength) ?? insideWord(rest, low);
    // A mark at the end of a part may need guards that it does not need before a letter.
    if (fits(cut.at)) return cut;
    cuts = cuts.filter((other) => other.at < cut.at);
    if (cuts.length === 0) low = Math.min(low, cut.at) - 1;
  }
}

/** The best kind of place that does not leave most of the part empty. */
function best(
  cuts: readonly Cut[],
  room: number,
  rest: Root,
  dialect: Dialect,
  maxLength: number,
): Cut | undefined {
  for (const [rank, share] of ranks) {
    const last = cuts.findLast((cut) => cut.rank === rank);
    if (last === undefined) continue;
    // A block that fits a part of its own stays whole, however little stands before it.
    if (
      last.at >= room * share ||
      (rank === 'block' && startsWithWholeBlock(slice(rest, last.at), dialect, maxLength))
    ) {
      return last;
    }
  }
  return undefined;
}

function startsWithWholeBlock(tree: Root, dialect: Dialect, maxLength: number): boolean {
  const block: Root = { type: 'root', children: tree.children.slice(0, 1) };
  return sizeOf(block) <= maxLength && dialect.serialize(block).length <= maxLength;
}

function insideWord(tree: Root, at: number): Cut {
  const leaf = leafAt(tree.children, at);
  const start = leaf === undefined ? at : at - leaf.offset + graphemeStart(leaf.value, leaf.offset);
  return { at: start > 0 ? start : at, skip: 0, rank: 'word' };
}

/** Not even the beginning fits (an address longer than a message): its block becomes literal text, which can be cut. */
function loosen(tree: Root): Root {
  const [first, ...others] = tree.children;
  if (first === undefined) return tree;
  return {
    type: 'root',
    children: [...textParagraphs(plainText({ type: 'root', children: [first] })), ...others],
  };
}
