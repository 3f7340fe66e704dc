import type { Nodes } from 'mdast';
import { discordMarkdown, textTree } from '../../text/index.ts';
import type { Root } from '../../text/tree.ts';
import type { DiscordEmbed, DiscordMessage } from './schema.ts';

/** What a reference in a text is called; undefined where nobody knows. */
export type NameOf = (kind: 'person' | 'channel', id: string) => string | undefined;

/** Previews of links say nothing that the text does not. */
const WRITTEN = new Set(['rich', undefined]);

/** What a message says, with names in place of ids as far as they are known. */
export function textOf(message: DiscordMessage, nameOf: NameOf): Root {
  const tree = discordMarkdown.parse(contentOf(message));
  resolve(tree, nameOf);
  return tree;
}

/**
 * A forwarded message stands in a snapshot, stickers and polls stand beside the text, and programs say everything in
 * embeds and nothing in the text.
 */
function contentOf(message: DiscordMessage): string {
  const { content, message_snapshots: snapshots = [], sticker_items: stickers = [], poll, embeds } = message;
  const said = [
    content,
    ...snapshots.map((one) => one.message.content),
    ...stickers.map(({ name }) => discordMarkdown.serialize(textTree(`[${name}]`))),
    ...(poll ? [fromPoll(poll)] : []),
  ].filter((part) => part.trim() !== '');
  if (said.length > 0) return said.join('\n\n');
  return embeds
    .filter(({ type }) => WRITTEN.has(type))
    .map(fromEmbed)
    .filter((part) => part !== '')
    .join('\n\n');
}

function fromPoll({ question, answers }: NonNullable<DiscordMessage['poll']>): string {
  const lines = answers.map(({ poll_media: { text } }) => `- ${text}`);
  return [`**${question.text}**`, ...lines].join('\n');
}

function fromEmbed({ author, title, url, description, fields = [] }: DiscordEmbed): string {
  const heading = title === undefined ? undefined : url === undefined ? `**${title}**` : `[${title}](${url})`;
  return [author?.name, heading, description, ...fields.map(({ name, value }) => `**${name}**\n${value}`)]
    .filter((part) => part !== undefined)
    .join('\n');
}

function resolve(node: Nodes, nameOf: NameOf): void {
  if (node.type === 'mention' && node.id !== undefined)
    node.name = nameOf('person', node.id.replace('&', '')) ?? node.name;
  if (node.type === 'channelRef' && node.id !== undefined)
    node.name = nameOf('channel', node.id) ?? node.name;
  if ('children' in node) for (const child of node.children) resolve(child, nameOf);
}
