import type { Nodes } from 'mdast';
import type { Host } from '../../host/index.ts';
import { discordMarkdown, excerpt, isEmpty, prefixed, split, textTree } from '../../text/index.ts';
import type { Draft, Part } from '../contract.ts';
import { capabilities } from './capabilities.ts';
import type { AllowedMentions, BotMessage, HookMessage, NewMessage } from './client.ts';

/** Longest name that Discord shows over a message. */
const MAX_NAME = 80;
const MAX_ADDRESS = 2_048;
/** Longest name of a thread. */
const MAX_TITLE = 100;
const MAX_NONCE = 25;
/** Discord refuses an empty text; this one nobody sees. */
const INVISIBLE = '\u200B';
/** Words that no name may hold. */
const RESERVED = /(c)(?=lyde)|(d)(?=iscord)/gi;
const MENTION = /(?<!\\)(?:\\\\)*<@(\d{15,20})>/g;

/**
 * Texts first, then a message for each file. Where the author has a name, room is left for it before the text: whether
 * a webhook can show it above is known only when it is sent.
 */
export function compose(draft: Draft): Part[] {
  const { author, replyTo, files = [] } = draft;
  const shared = {
    ...(author === undefined ? {} : { author }),
    ...(replyTo === undefined ? {} : { replyTo }),
    title: titleOf(draft),
  };
  const room = author === undefined ? 0 : prefixOf(author.name).length + 1;
  const known = mentionsIn(draft.text);
  const isSilent = isEmpty(draft.text);
  const texts =
    isSilent && files.length > 0
      ? []
      : split(draft.text, discordMarkdown, capabilities.text.maxLength - room);
  const parts = [
    ...texts.map((text) => {
      const mentions = [...new Set([...text.matchAll(MENTION)].map((match) => match[1] ?? ''))].filter((id) =>
        known.has(id),
      );
      return {
        ...shared,
        text: text.trim() === '' ? INVISIBLE : text,
        ...(mentions.length > 0 ? { mentions } : {}),
      };
    }),
    ...files.map((file) => ({ ...shared, text: '', file })),
  ];
  return parts.map((part, index) => ({ ...part, key: `${draft.key}#${String(index)}` }));
}

function mentionsIn(node: Nodes, into = new Set<string>()): Set<string> {
  if (node.type === 'mention' && node.id !== undefined) into.add(node.id);
  if ('children' in node) for (const child of node.children) mentionsIn(child, into);
  return into;
}

/** Nobody is notified but those whom the text was meant to name. */
function allowed(part: Part): AllowedMentions {
  return { parse: [], users: (part.mentions ?? []).slice(0, 100), replied_user: false };
}

/** How a part is posted by a webhook, under the name and picture of its author. */
export function toHookMessage(part: Part): HookMessage {
  const { author } = part;
  const picture = author?.avatarUrl;
  const isShown = picture !== undefined && /^https?:\/\//.test(picture) && picture.length <= MAX_ADDRESS;
  return {
    content: part.text,
    allowed_mentions: allowed(part),
    ...(author === undefined ? {} : { username: usernameOf(author.name) }),
    ...(isShown ? { avatar_url: picture } : {}),
  };
}

/** How a part is posted by the bot. The nonce makes a repeat of the same part within a few minutes the same message. */
export function toBotMessage(conversation: string, part: Part, host: Host, answers?: string): BotMessage {
  const seed = [conversation, part.key, part.text, part.file?.name ?? ''].join('\n');
  return {
    content: textByBot(part),
    allowed_mentions: allowed(part),
    nonce: host.crypto.hmacSha256('parley', seed).slice(0, MAX_NONCE),
    enforce_nonce: true,
    ...(answers === undefined
      ? {}
      : { message_reference: { message_id: answers, fail_if_not_exists: false } }),
  };
}

/** A text that takes the place of another one. An empty one is not taken. */
export function toChange(part: Part, byBot: boolean): NewMessage {
  const text = byBot ? textByBot(part) : part.text;
  return { content: text.trim() === '' ? INVISIBLE : text, allowed_mentions: allowed(part) };
}

/** The author's name goes before the text where the bot has to speak for them. */
export function textByBot({ author, text }: Part): string {
  if (author === undefined) return text;
  const prefix = prefixOf(author.name);
  if (text.trim() === '' || text === INVISIBLE) return prefix;
  return `${prefix}${/^(?:```|> |#|-|\d+\.)/.test(text) ? '\n' : ' '}${text}`;
}

function prefixOf(name: string): string {
  return discordMarkdown.serialize(prefixed(textTree(''), shorten(name)));
}

/** A name as Discord takes it: 1 to 80 characters, its own names broken by a mark that nobody sees. */
export function usernameOf(name: string): string {
  const broken = name.replace(/\s+/g, ' ').trim().replace(RESERVED, '$1$2\u200B');
  const cut = shorten(broken);
  return cut === '' ? '?' : cut;
}

function shorten(name: string): string {
  let cut = '';
  for (const character of name) {
    if (cut.length + character.length > MAX_NAME) break;
    cut += character;
  }
  return cut.trim();
}

/** The name of a thread or post: its first words, or its first file. */
export function titleOf({ text, files = [] }: Pick<Draft, 'text' | 'files'>): string {
  return excerpt(text, MAX_TITLE) || excerpt(textTree(files[0]?.name ?? ''), MAX_TITLE) || 'Thread';
}
