import type { BlockContent, Paragraph, PhrasingContent } from 'mdast';
import type { Attachment, Message } from '../../src/model/index.ts';
import type { Root } from '../../src/text/index.ts';
import { excerpt, isEmpty, textTree } from '../../src/text/index.ts';
import type { ShownReaction } from '../journal/contract.ts';

const EXCERPT_LENGTH = 80;

/** What a copy says whose original has no text any more. */
export const TEXT_REMOVED = textTree('[text removed]');

/**
 * The text with a bold label before its first line: the name of its author, where the platform cannot show it
 * otherwise. A text that begins with a quote, list or code gets the label on a line of its own.
 */
export function signed(text: Root, label: string | undefined): Root {
  if (label === undefined) return text;
  const strong: PhrasingContent = { type: 'strong', children: [{ type: 'text', value: label }] };
  const [first, ...rest] = text.children;
  if (first?.type !== 'paragraph') {
    return { type: 'root', children: [{ type: 'paragraph', children: [strong] }, ...text.children] };
  }
  const children: PhrasingContent[] = [strong, { type: 'text', value: ' ' }, ...first.children];
  return { type: 'root', children: [{ type: 'paragraph', children }, ...rest] };
}

/** The text with more paragraphs under it. */
export function withMore(text: Root, more: readonly BlockContent[]): Root {
  if (more.length === 0) return text;
  return { type: 'root', children: isEmpty(text) ? [...more] : [...text.children, ...more] };
}

/** The line that stands for a file: what it was, and why it is not here. */
export function fileNote({ kind, name, size }: Attachment, reason: string): Paragraph {
  const weight = size === undefined ? '' : `, ${sizeOf(size)}`;
  return literal(`[${kind}: ${name}${weight}] (${reason})`);
}

/** The line that stands for a contact or anything else that is told in words. */
export function contentNote({ kind, name, content = '' }: Attachment): Paragraph {
  if (kind === 'location') return locationNote(content);
  if (kind !== 'contact') return literal(`[${kind}] ${content}`);
  const field = (key: string): string[] =>
    [...content.matchAll(new RegExp(`^(?:item\\d+\\.)?${key}[^:\\r\\n]*:(.+)$`, 'gim'))].flatMap(
      ([, value]) => value?.trim() ?? [],
    );
  const [called = name.replace(/\.vcf$/i, '')] = field('FN');
  return literal(`[contact] ${[called, ...field('TEL'), ...field('EMAIL')].join(', ')}`);
}

/** Where it is, with a map that everybody may open. */
function locationNote(content: string): Paragraph {
  const match = /^\s*(-?\d+(?:\.\d+)?)\s*[,;]\s*(-?\d+(?:\.\d+)?)/.exec(content);
  if (!match) return literal(`[location] ${content}`);
  const [, latitude = '', longitude = ''] = match;
  const url = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}`;
  return {
    type: 'paragraph',
    children: [
      { type: 'text', value: `[location] ${latitude}, ${longitude} ` },
      { type: 'link', url, children: [{ type: 'text', value: url }] },
    ],
  };
}

/** Who reacted with what, on one line: "👍 Ann, Ben · 🎉 Zoe". */
export function reactionLine(reactions: readonly ShownReaction[]): Paragraph[] {
  const names = new Map<string, string[]>();
  for (const { emoji, name } of reactions) names.set(emoji, [...(names.get(emoji) ?? []), name]);
  if (names.size === 0) return [];
  return [literal([...names].map(([emoji, people]) => `${emoji} ${people.join(', ')}`).join(' · '))];
}

/** Tells of an edit where the copy cannot be changed. */
export function editNotice(text: Root): Root {
  const lead: PhrasingContent = { type: 'text', value: '[edited] ' };
  const [first, ...rest] = isEmpty(text) ? TEXT_REMOVED.children : text.children;
  if (first?.type !== 'paragraph') {
    return { type: 'root', children: [{ type: 'paragraph', children: [lead] }, ...text.children] };
  }
  return { type: 'root', children: [{ ...first, children: [lead, ...first.children] }, ...rest] };
}

/** Tells of a deletion where the copy cannot be removed. */
export function deletionNotice(original: Message | undefined): Root {
  return textTree(original ? `[deleted] “${excerpt(original.text, EXCERPT_LENGTH)}”` : '[deleted a message]');
}

/** Tells of a reaction where the platform has none. */
export function reactionNotice(emoji: string, original: Message | undefined): Root {
  return textTree(
    original ? `reacted ${emoji} to “${excerpt(original.text, EXCERPT_LENGTH)}”` : `reacted ${emoji}`,
  );
}

function literal(value: string): Paragraph {
  return { type: 'paragraph', children: [{ type: 'text', value }] };
}

function sizeOf(bytes: number): string {
  if (bytes < 1024) return `${String(bytes)} B`;
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(0)} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
