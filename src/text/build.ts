import { plainText } from './plain-text.ts';
import type { Root } from './tree.ts';

/** Literal text as a tree: nothing in it is markup. */
export function textTree(plain: string): Root {
  if (plain === '') return { type: 'root', children: [] };
  return { type: 'root', children: [{ type: 'paragraph', children: [{ type: 'text', value: plain }] }] };
}

/** Whether a person would see nothing. */
export function isEmpty(tree: Root): boolean {
  return plainText(tree).trim() === '';
}

/** The text with a bold "name:" before its first line, for platforms that show no author per message. */
export function prefixed(tree: Root, name: string): Root {
  return {
    type: 'root',
    children: [
      { type: 'paragraph', children: [{ type: 'strong', children: [{ type: 'text', value: `${name}:` }] }] },
      ...tree.children,
    ],
  };
}

/** The text under a one-line quote of what it answers. */
export function withQuote(tree: Root, author: string | undefined, excerpt: string): Root {
  const line = author === undefined ? excerpt : `${author}: ${excerpt}`;
  const quote = { type: 'paragraph' as const, children: [{ type: 'text' as const, value: line }] };
  return { type: 'root', children: [{ type: 'blockquote', children: [quote] }, ...tree.children] };
}

/** The beginning of a text on one line, at most `max` UTF-16 units. */
export function excerpt(tree: Root, max: number): string {
  return plainText(tree).replaceAll(/\s+/g, ' ').trim().slice(0, max);
}
