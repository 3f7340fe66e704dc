import type { BlockContent, List } from 'mdast';
import { paragraphs } from '../paragraphs.ts';
import { readInline } from './read-inline.ts';

const heading = /^ *(#{1,3})\s+(\S[^\n]*)$/;
const small = /^-# +(\S[^\n]*)$/;
const quote = /^ *> ([^\n]*)$/;
const quoteAll = /^ *>>> /;
const item = /^( *)([-*]|\d{1,10}\.) +(\S[^\n]*)$/;

/** Reads lines: headings, small print, quotes and lists, and paragraphs of what is left. */
export function readLines(text: string, into: BlockContent[]): void {
  if (text === '') return;
  const lines = text.split('\n');
  let run: string[] = [];
  const flush = (): void => {
    if (run.join('\n').trim() !== '') into.push(...paragraphs(readInline(run.join('\n'))));
    run = [];
  };
  for (let at = 0; at < lines.length;) {
    const line = lines[at] ?? '';
    const title = heading.exec(line);
    const print = small.exec(line)?.[1];
    const taken = takeWhile(lines, at, quote) || takeWhile(lines, at, item);
    if (quoteAll.test(line)) {
      flush();
      const inside = [line.replace(quoteAll, ''), ...lines.slice(at + 1)].join('\n');
      into.push({ type: 'blockquote', children: blocksOf(inside) });
      return;
    }
    if (title) {
      flush();
      const depth = (title[1] ?? '').length;
      into.push({
        type: 'heading',
        depth: depth === 1 ? 1 : depth === 2 ? 2 : 3,
        children: readInline(title[2] ?? ''),
      });
    } else if (print !== undefined) {
      flush();
      into.push({ type: 'paragraph', children: readInline(print) });
    } else if (taken > 0) {
      flush();
      const block = lines.slice(at, at + taken);
      if (quote.test(line)) {
        const inside = block.map((one) => quote.exec(one)?.[1] ?? '').join('\n');
        into.push({ type: 'blockquote', children: blocksOf(inside) });
      } else into.push(...listsOf(block));
    } else run.push(line);
    at += Math.max(1, taken);
    if ((title || taken > 0 || print !== undefined) && lines[at] === '' && at < lines.length - 1) at += 1;
  }
  flush();
}

function takeWhile(lines: readonly string[], at: number, pattern: RegExp): number {
  let count = 0;
  while (pattern.test(lines[at + count] ?? '')) count += 1;
  return count;
}

function blocksOf(text: string): BlockContent[] {
  const blocks: BlockContent[] = [];
  readLines(text, blocks);
  return blocks;
}

/** Items of one list; those further in belong to the item before them. Another kind of mark begins another list. */
function listsOf(lines: readonly string[]): List[] {
  const lists: List[] = [];
  const indent = item.exec(lines[0] ?? '')?.[1]?.length ?? 0;
  for (let at = 0; at < lines.length;) {
    const [, , mark = '', words = ''] = item.exec(lines[at] ?? '') ?? [];
    const deeper = lines.slice(at + 1).findIndex((line) => (item.exec(line)?.[1]?.length ?? 0) <= indent);
    const end = deeper === -1 ? lines.length : at + 1 + deeper;
    const ordered = /\d/.test(mark);
    const children: BlockContent[] = [{ type: 'paragraph', children: readInline(words) }];
    if (end > at + 1) children.push(...listsOf(lines.slice(at + 1, end)));
    const last = lists.at(-1);
    const entry = { type: 'listItem', spread: false, children } as const;
    if (last?.ordered === ordered) last.children.push(entry);
    else {
      const start = ordered ? { start: Number.parseInt(mark, 10) } : {};
      lists.push({ type: 'list', ordered, spread: false, ...start, children: [entry] });
    }
    at = end;
  }
  return lists;
}
