import type { Attachment, Author, Message } from '../../src/model/index.ts';
import type { Capabilities } from '../../src/platforms/index.ts';
import type { Root } from '../../src/text/index.ts';
import { excerpt, isEmpty, prefixed, textTree } from '../../src/text/index.ts';

const EXCERPT_LENGTH = 80;

/** The name of the author written before the text, where the platform cannot show it otherwise. */
export function signed(text: Root, author: Author, capabilities: Capabilities): Root {
  return capabilities.author === 'prefix' ? prefixed(text, author.name) : text;
}

/** The text of a message with a line for each attachment that does not travel as a file. */
export function withNotes(text: Root, notes: readonly string[]): Root {
  if (notes.length === 0) return text;
  const tree = textTree(notes.join('\n'));
  return isEmpty(text) ? tree : { ...text, children: [...text.children, ...tree.children] };
}

/** The line that stands for an attachment: what it was, and where it is when anybody may fetch it there. */
export function attachmentNote(attachment: Attachment, reason?: string): string {
  if (attachment.content !== undefined) return `[${attachment.kind}] ${attachment.content}`;
  const size = attachment.size === undefined ? '' : `, ${sizeOf(attachment.size)}`;
  return `[${attachment.kind}: ${attachment.name}${size}]${reason === undefined ? '' : ` (${reason})`}`;
}

/** Tells of an edit where the copy cannot be changed. */
export function editNotice(message: Message): Root {
  const lead = textTree('[edited] ');
  const [first, ...rest] = message.text.children;
  if (first?.type !== 'paragraph') return { ...lead, children: [...lead.children, ...message.text.children] };
  const leadText = lead.children.flatMap((node) => (node.type === 'paragraph' ? node.children : []));
  return { ...message.text, children: [{ ...first, children: [...leadText, ...first.children] }, ...rest] };
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

function sizeOf(bytes: number): string {
  if (bytes < 1024) return `${String(bytes)} B`;
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(0)} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
