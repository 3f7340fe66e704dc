import type { BlockContent } from 'mdast';
import { clean } from '../clean.ts';
import { paragraphs, textParagraphs } from '../paragraphs.ts';
import type { Root } from '../tree.ts';
import { guard, type Grammar } from './grammar.ts';
import { readInline } from './read-inline.ts';

/** Reads a text with marks: fenced code first, then lines of quotes, then what stands in the lines. */
export function read(source: string, grammar: Grammar): Root {
  const text = clean(source);
  if (!grammar.anyMarkup.test(text)) return { type: 'root', children: textParagraphs(text) };
  const children: BlockContent[] = [];
  let from = 0;
  if (text.includes('```')) {
    for (const fence of text.matchAll(/```([^]+?)```/g)) {
      const inside = fence[1] ?? '';
      if (!grammar.isBlock(inside)) continue;
      const before = text.slice(from, fence.index);
      readLines(before.endsWith('\n') ? before.slice(0, -1) : before, grammar, children);
      children.push({ type: 'code', value: unfence(grammar.readCode(inside)) });
      from = fence.index + fence[0].length;
      if (text[from] === '\n') from += 1;
    }
  }
  readLines(text.slice(from), grammar, children);
  return { type: 'root', children };
}

function unfence(inside: string): string {
  return inside
    .replace(/^\n/, '')
    .replace(/\n$/, '')
    .replaceAll(/`\u200b(?=\u200b*`)/g, '`');
}

function readLines(text: string, grammar: Grammar, into: BlockContent[]): void {
  if (text === '') return;
  let run: string[] = [];
  let quoted = false;
  const flush = () => {
    const blocks = run.join('\n') === '' ? [] : paragraphs(readInline(run.join('\n'), grammar));
    if (quoted) into.push({ type: 'blockquote', children: blocks });
    else into.push(...blocks);
    run = [];
  };
  for (const line of text.split('\n')) {
    grammar.quote.lastIndex = 0;
    const isQuote = grammar.quote.test(line);
    if (isQuote !== quoted) {
      if (run.length > 0) flush();
      quoted = isQuote;
    }
    const inside = isQuote ? line.slice(grammar.quote.lastIndex) : line;
    run.push(inside.startsWith(guard) && grammar.guardedQuote.test(inside) ? inside.slice(1) : inside);
  }
  if (run.length > 0) flush();
}
