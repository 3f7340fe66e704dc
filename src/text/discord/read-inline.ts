import type { PhrasingContent } from 'mdast';
import { safeUrl } from '../url.ts';
import { guard, unguard } from './escape.ts';
import { readSpecial } from './special.ts';

/** A construct that begins at one place: the node it stands for and where it ends. */
interface Found {
  readonly node: PhrasingContent;
  readonly end: number;
  /** Whether guards on its outer sides are the writer's. */
  readonly guarded?: boolean;
}

type Formatting = 'strong' | 'emphasis' | 'underline' | 'delete' | 'spoiler';

/**
 * How Discord finds the end of formatting. The longest run that begins at a place is taken, so that `***both***` is
 * both. Escaped characters are stepped over, save in struck and hidden text.
 */
const runs: Readonly<Record<string, readonly (readonly [Formatting, RegExp])[]>> = {
  '*': [
    ['emphasis', /\*(?=\S)((?:\*\*|\\[^]|\s+(?:\\[^]|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)/y],
    ['strong', /\*\*((?:\\[^]|[^\\])+?)\*\*(?!\*)/y],
  ],
  _: [
    ['emphasis', /_((?:__|\\[^]|[^\\_])+?)_(?!\w)/y],
    ['underline', /__((?:\\[^]|[^\\])+?)__(?!_)/y],
  ],
  '~': [['delete', /~~([^]+?)~~(?!_)/y]],
  '|': [['spoiler', /\|\|([^]+?)\|\|/y]],
};
const stops = /https?:\/\/|[\\*_~|`<[:]/g;
const escaped = /\\([^0-9A-Za-z\s])/uy;
const address = /https?:\/\/[^\s<]+[^<.,:;"')\]\s]/y;
const code = /(`+)([^]*?[^`])\1(?!`)/y;
const masked = /\[([^[\]\n]+)\]\(\s*<?([^\s<>()]+)>?\s*\)/y;

/** Reads what stands in lines: formatting, code, links and Discord's own constructs. */
export function readInline(source: string): PhrasingContent[] {
  const nodes: PhrasingContent[] = [];
  let from = 0;
  let at = 0;
  const flush = (end: number): void => {
    if (end > from) push(nodes, { type: 'text', value: unguard(source.slice(from, end)) });
  };
  // Of its own: the inside of what is found is read before the search goes on.
  const scan = new RegExp(stops);
  for (;;) {
    scan.lastIndex = at;
    const stop = scan.exec(source);
    if (stop === null) break;
    const start = stop.index;
    const found = readAt(source, start, stop[0]);
    if (found === undefined) {
      at = start + stop[0].length;
      continue;
    }
    const isGuarded = found.guarded === true;
    flush(isGuarded && start > from && source[start - 1] === guard ? start - 1 : start);
    push(nodes, found.node);
    at = from = isGuarded && source[found.end] === guard ? found.end + 1 : found.end;
  }
  flush(source.length);
  return nodes;
}

function readAt(source: string, at: number, stop: string): Found | undefined {
  switch (stop) {
    case '\\':
      return literal(source, at, escaped, 1);
    case '`':
      return readCode(source, at);
    case '[':
      return readMasked(source, at);
    case '<':
    case ':':
      return readSpecial(source, at);
    default:
      return runs[stop] ? readRun(source, at, runs[stop]) : literal(source, at, address, 0);
  }
}

function literal(source: string, at: number, pattern: RegExp, group: number): Found | undefined {
  const found = exec(pattern, source, at);
  const value = found?.[group];
  return found && value !== undefined
    ? { node: { type: 'text', value }, end: at + found[0].length }
    : undefined;
}

function readRun(
  source: string,
  at: number,
  kinds: readonly (readonly [Formatting, RegExp])[],
): Found | undefined {
  let best: { type: Formatting; inside: string; end: number } | undefined;
  for (const [type, pattern] of kinds) {
    const found = exec(pattern, source, at);
    const inside = found?.[1];
    if (!found || inside === undefined) continue;
    const end = at + found[0].length;
    if (!best || end > best.end) best = { type, inside, end };
  }
  if (!best) return undefined;
  const isPadded = (best.type === 'delete' || best.type === 'spoiler') && best.inside.endsWith(guard);
  const children = readInline(isPadded ? best.inside.slice(0, -1) : best.inside);
  return { node: { type: best.type, children }, end: best.end, guarded: true };
}

function readCode(source: string, at: number): Found | undefined {
  const found = exec(code, source, at);
  if (!found) return undefined;
  const value = (found[2] ?? '').replace(/^ (?=`)/, '').replace(/(?<=`) $/, '');
  return { node: { type: 'inlineCode', value }, end: at + found[0].length, guarded: true };
}

function readMasked(source: string, at: number): Found | undefined {
  const found = exec(masked, source, at);
  const url = found?.[2] === undefined ? undefined : safeUrl(found[2]);
  if (!found || url === undefined) return undefined;
  return { node: { type: 'link', url, children: readInline(found[1] ?? '') }, end: at + found[0].length };
}

function exec(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(source);
}

function push(nodes: PhrasingContent[], node: PhrasingContent): void {
  const last = nodes.at(-1);
  if (node.type === 'text' && last?.type === 'text') last.value += node.value;
  else nodes.push(node);
}
