import type { Nodes } from 'mdast';
import { isEmpty, mrkdwn } from '../../text/index.ts';
import type { Root } from '../../text/tree.ts';
import type { Names } from './names.ts';
import { fromRichText } from './rich-text.ts';
import type { SlackMessage } from './schema.ts';

const REFERENCE = /<[@#]([A-Z0-9]+)(?:\|[^<>]*)?>/g;

/** Ids of the people and channels that a text names. */
export function referencesIn(text: string): string[] {
  return [...text.matchAll(REFERENCE)].flatMap((match) => match[1] ?? []);
}

/** What a message says, with names in place of ids as far as they are known. */
export function textOf(message: SlackMessage, names: Names): Root {
  const typed = message.bot_id === undefined ? fromRichText(message.blocks) : undefined;
  const tree = typed ?? mrkdwn.parse(message.text);
  if (isEmpty(tree) && message.attachments)
    return named(mrkdwn.parse(fromAttachments(message.attachments)), names);
  return named(tree, names);
}

/** Old-style posts of programs say everything in attachments and nothing in the text. */
function fromAttachments(attachments: NonNullable<SlackMessage['attachments']>): string {
  return attachments
    .map(({ pretext, title, text, fallback }) => {
      const parts = [pretext, title, text].filter((part) => part !== undefined);
      return parts.length > 0 ? parts.join('\n') : (fallback ?? '');
    })
    .filter((part) => part !== '')
    .join('\n\n');
}

function named(tree: Root, names: Names): Root {
  resolve(tree, names);
  return tree;
}

/** A reference that came with its name keeps it when no better one is known. */
function resolve(node: Nodes, names: Names): void {
  if ((node.type === 'mention' || node.type === 'channelRef') && node.id !== undefined) {
    node.name = names.get(node.id)?.name ?? node.name;
  }
  if ('children' in node) for (const child of node.children) resolve(child, names);
}
