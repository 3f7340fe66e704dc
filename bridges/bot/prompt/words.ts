import type { Nodes } from 'mdast';
import type { Attachment, Message } from '../../../src/model/index.ts';
import type { Root } from '../../../src/text/index.ts';
import { markdown, plainText } from '../../../src/text/index.ts';
import { escapeName } from './escape.ts';

/** Nodes that read the same without any marks. */
const PLAIN = new Set<Nodes['type']>([
  'root',
  'paragraph',
  'text',
  'break',
  'mention',
  'channelRef',
  'customEmoji',
  'timestamp',
]);

/** A text for a model: as it was typed where it has no looks, else as Markdown. */
export function wordsOf(text: Root): string {
  return isPlain(text) ? plainText(text) : markdown.serialize(text);
}

function isPlain(node: Nodes): boolean {
  return PLAIN.has(node.type) && (!('children' in node) || node.children.every(isPlain));
}

/** The text of a message, and a line for each file, place or contact that came with it. */
export function wordsAndFilesOf(message: Message): string {
  return [wordsOf(message.text), ...message.attachments.map(lineFor)]
    .filter((part) => part !== '')
    .join('\n');
}

function lineFor({ kind, name, mimeType, content }: Attachment): string {
  return content === undefined
    ? `[${kind}: ${escapeName(name, 120)}, ${escapeName(mimeType)}]`
    : `[${kind}] ${content.slice(0, 2000)}`;
}
