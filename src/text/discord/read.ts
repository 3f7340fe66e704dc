import type { BlockContent } from 'mdast';
import { clean } from '../clean.ts';
import { textParagraphs } from '../paragraphs.ts';
import { readShallow } from '../shallow.ts';
import type { Root } from '../tree.ts';
import { readLines } from './read-lines.ts';

const anyMarkup = /[\\*_~|`<[:\u200b]|(?<![^\n])[ \t]*(?:#{1,3}\s|-[\s#]|>|\d+\.\s)/;
const fence = /(?<!\\)```(?:([a-z0-9_+\-.#]+)(?=\n))?(?=\s*[^\s`])([^]*?)```/gi;

/** Reads a message's `content`: fenced code first, then lines, then what stands in the lines. */
export function readDiscord(source: string): Root {
  return readShallow(clean(source), read);
}

function read(text: string): Root {
  if (!anyMarkup.test(text)) return { type: 'root', children: textParagraphs(text) };
  const children: BlockContent[] = [];
  let from = 0;
  for (const found of text.matchAll(fence)) {
    if (!isBlock(text, found.index, found[0])) continue;
    const before = text.slice(from, found.index);
    readLines(before.endsWith('\n') ? before.slice(0, -1) : before, children);
    const [, language, inside = ''] = found;
    children.push({
      type: 'code',
      ...(language === undefined ? {} : { lang: language }),
      value: unfence(inside),
    });
    from = found.index + found[0].length;
    if (text[from] === '\n') from += 1;
  }
  readLines(text.slice(from), children);
  return { type: 'root', children };
}

/** Code between the words of a line is a part of the line. */
function isBlock(text: string, at: number, fenced: string): boolean {
  const end = at + fenced.length;
  const isAlone = (at === 0 || text[at - 1] === '\n') && (end === text.length || text[end] === '\n');
  return isAlone || fenced.includes('\n');
}

function unfence(inside: string): string {
  return inside
    .replace(/^\n/, '')
    .replace(/\n$/, '')
    .replaceAll(/`\u200b(?=\u200b*`)/g, '`');
}
