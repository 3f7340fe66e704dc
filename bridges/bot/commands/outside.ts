import type { BlockContent } from 'mdast';
import { graphemeStart } from '../../../src/text/graphemes.ts';
import { markdown, textTree } from '../../../src/text/index.ts';
import type { Root } from '../../../src/text/index.ts';

/** Signs that turn the text around them about, or that nobody sees. Joiners stay: scripts and emoji need them. */
const HIDDEN = /[\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Breaks the `@` of a name that somebody wrote, so that it notifies nobody. */
const AT = /[@＠](?=\S)/gu;
const BROKEN_AT = '@\u200b';

/** What somebody else wrote as literal Markdown on one line: it notifies nobody, looks like nothing, and ends in time. */
export function outsideLine(text: string, maxLength: number): string {
  const line = disarmed(text).replaceAll(/\s+/g, ' ').trim();
  return markdown.serialize(textTree(cut(line, maxLength))).trim();
}

/** What somebody else wrote as a Markdown quote, line by line. */
export function outsideQuote(text: string, maxLength: number): string {
  const { children }: Root = textTree(cut(disarmed(text).trim(), maxLength));
  const quoted = children.filter((node): node is BlockContent => node.type === 'paragraph');
  return markdown.serialize({ type: 'root', children: [{ type: 'blockquote', children: quoted }] }).trim();
}

function disarmed(text: string): string {
  return text.replaceAll(HIDDEN, '').replaceAll(AT, BROKEN_AT);
}

function cut(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  return `${text.slice(0, graphemeStart(text, maxLength - 1)).trimEnd()}…`;
}
