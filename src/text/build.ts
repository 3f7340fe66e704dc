import type { PhrasingContent } from 'mdast';
import { clean } from './clean.ts';
import { graphemeStart } from './graphemes.ts';
import { plainText } from './plain.ts';
import type { Root } from './tree.ts';

/** Whether a person would see nothing. */
export function isEmpty(tree: Root): boolean {
  return tree.children.length === 0 || plainText(tree).trim() === '';
}

/**
 * The text with a bold `name:` before its first line, for platforms that show no author per message.
 * A text that begins with a quote, list or code gets the name on a line of its own.
 */
export function prefixed(tree: Root, name: string): Root {
  const label: PhrasingContent = { type: 'strong', children: [{ type: 'text', value: `${oneLine(name)}:` }] };
  const [first, ...rest] = tree.children;
  if (first?.type !== 'paragraph') {
    return { type: 'root', children: [{ type: 'paragraph', children: [label] }, ...tree.children] };
  }
  const children: PhrasingContent[] = [label, { type: 'text', value: ' ' }, ...first.children];
  return { type: 'root', children: [{ type: 'paragraph', children }, ...rest] };
}

/** The text under a one-line quote of what it answers, with its author where known. */
export function withQuote(tree: Root, author: string | undefined, excerpt: string): Root {
  const children: PhrasingContent[] = [];
  if (author !== undefined) {
    children.push({ type: 'strong', children: [{ type: 'text', value: `${oneLine(author)}:` }] });
  }
  const words = oneLine(excerpt);
  children.push({ type: 'text', value: author === undefined ? words : ` ${words}` });
  return {
    type: 'root',
    children: [{ type: 'blockquote', children: [{ type: 'paragraph', children }] }, ...tree.children],
  };
}

/** The beginning of a text on one line, at most `max` UTF-16 units; an ellipsis shows that it goes on. */
export function excerpt(tree: Root, max: number): string {
  const words = oneLine(plainText(tree));
  if (words.length <= max) return words;
  return `${words.slice(0, graphemeStart(words, Math.max(0, max - 1))).trimEnd()}…`;
}

function oneLine(text: string): string {
  return clean(text).replace(/\s+/g, ' ').trim();
}
