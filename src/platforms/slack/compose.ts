import { isEmpty, mrkdwn, prefixed, split, textTree } from '../../text/index.ts';
import type { Draft, Part } from '../contract.ts';
import { capabilities } from './capabilities.ts';
import type { Post } from './client.ts';
import { MARKER } from './own.ts';

/** Longest name that Slack shows over a message. */
const MAX_NAME = 80;
/** Slack refuses an empty text; this one nobody sees. */
const INVISIBLE = '\u200B';

/**
 * Texts first, then a message for each file. A file is shared in the name of the bot, because Slack has no other way,
 * so the author's name stands above it.
 */
export function compose(draft: Draft): Part[] {
  const { author, replyTo, files = [] } = draft;
  const shared = {
    ...(author === undefined ? {} : { author }),
    ...(replyTo === undefined ? {} : { replyTo }),
  };
  const isSilent = isEmpty(draft.text);
  const texts = isSilent && files.length > 0 ? [] : split(draft.text, mrkdwn, capabilities.text.maxLength);
  const caption = author === undefined ? '' : mrkdwn.serialize(prefixed(textTree(''), author.name));
  const parts = [
    ...texts.map((text) => ({ ...shared, text: text.trim() === '' ? INVISIBLE : text })),
    ...files.map((file) => ({ ...shared, text: caption, file })),
  ];
  return parts.map((part, index) => ({ ...part, key: `${draft.key}#${String(index)}` }));
}

/** The arguments that post a part. @param root the message at the head of the thread that it belongs to */
export function toPost(channel: string, part: Part, root: string | undefined): Post {
  const { author } = part;
  const isPicture = author?.avatarUrl !== undefined && /^https?:\/\//.test(author.avatarUrl);
  return {
    channel,
    text: part.text,
    metadata: markerOf(part),
    ...(author === undefined ? {} : { username: [...author.name].slice(0, MAX_NAME).join('') }),
    ...(isPicture && author.avatarUrl !== undefined ? { icon_url: author.avatarUrl } : {}),
    ...(root === undefined ? {} : { thread_ts: root }),
  };
}

/** What makes a copy known as ours, and as this very part, wherever it is read. */
export function markerOf(part: Part): Post['metadata'] {
  return { event_type: MARKER, event_payload: { key: part.key } };
}
