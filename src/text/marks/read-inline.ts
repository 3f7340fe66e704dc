import type { PhrasingContent } from 'mdast';
import { canClose, canOpen } from './edges.ts';
import { guard, marks, type Grammar, type Mark } from './grammar.ts';

const isMark = (char: string): char is Mark => char in marks;

/** Reads what stands in lines: marks, code and the dialect's own constructs. Marks never reach over a line's end. */
export function readInline(source: string, grammar: Grammar, open = ''): PhrasingContent[] {
  const nodes: PhrasingContent[] = [];
  // Up to where a mark is known to have no partner: keeps a line of lone marks from being searched again and again.
  const alone = new Map<string, number>();
  const { stops } = grammar;
  let from = 0;
  let at = 0;
  const flush = (end: number) => {
    if (end > from) push(nodes, { type: 'text', value: grammar.readText(source.slice(from, end)) });
  };
  /** Ends the text before a formatted run and skips the guards on its outer sides. */
  const take = (node: PhrasingContent, start: number, end: number, guarded: boolean) => {
    flush(guarded && start > from && source[start - 1] === guard ? start - 1 : start);
    push(nodes, node);
    at = from = guarded && source[end] === guard ? end + 1 : end;
  };
  for (;;) {
    stops.lastIndex = at;
    const stop = stops.exec(source);
    if (stop === null) break;
    const start = stop.index;
    const char = stop[0];
    at = start + char.length;
    if (isMark(char)) {
      if (open.includes(char) || (alone.get(char) ?? -1) > start || !canOpen(source, start)) continue;
      const end = findCloser(source, start, char, grammar);
      if (end.found) {
        const children = readInline(source.slice(start + 1, end.at), grammar, open + char);
        take({ type: marks[char], children }, start, end.at + 1, true);
      } else {
        alone.set(char, end.at);
      }
    } else if (char === '`') {
      const end = codeEnd(source, start);
      if (end === undefined) continue;
      const width = source.startsWith('```', start) ? 3 : 1;
      const value = grammar.readCode(source.slice(start + width, end - width));
      take({ type: 'inlineCode', value }, start, end, true);
    } else {
      const special = grammar.special(source, start);
      if (special !== undefined) take(special.node, start, special.end, false);
    }
  }
  flush(source.length);
  return nodes;
}

function push(nodes: PhrasingContent[], node: PhrasingContent): void {
  const last = nodes.at(-1);
  if (node.type === 'text' && last?.type === 'text') last.value += node.value;
  else nodes.push(node);
}

/** Finds the partner of a mark on its line; code and the dialect's own constructs are stepped over. */
function findCloser(
  source: string,
  start: number,
  mark: Mark,
  grammar: Grammar,
): { found: boolean; at: number } {
  const newline = source.indexOf('\n', start);
  const lineEnd = newline === -1 ? source.length : newline;
  let at = start + 1;
  for (;;) {
    grammar.stops.lastIndex = at;
    const stop = grammar.stops.exec(source);
    if (stop === null || stop.index >= lineEnd) return { found: false, at: lineEnd };
    const char = stop[0];
    at = stop.index + char.length;
    if (char === mark) {
      if (stop.index > start + 1 && canClose(source, stop.index)) return { found: true, at: stop.index };
    } else if (char === '`') {
      at = codeEnd(source, stop.index) ?? at;
    } else if (!isMark(char)) {
      at = grammar.special(source, stop.index)?.end ?? at;
    }
  }
}

/** Where a code span that begins at `start` ends, its marks included. */
function codeEnd(source: string, start: number): number | undefined {
  const span = /```(?!\u200b)([^`\n]+)```|`(?!\u200b)([^`\n]+)`/y;
  span.lastIndex = start;
  const found = span.exec(source);
  if (found === null || found[0].endsWith(`${guard}\``)) return undefined;
  return span.lastIndex;
}
