import type { ParleyEvent } from '../../model/index.ts';
import type { Seen } from './cursor.ts';
import { digest } from './digest.ts';
import type { MapContext } from './map.ts';
import { created, editedAt, isoOf, msOf, positionOf, toAuthor, toMessage } from './map.ts';
import { isGone } from './markers.ts';
import { emojiOf } from './reaction-keys.ts';
import type { BmMessage } from './schema.ts';

/** When something was edited is told to the second; 1/10,000 s. */
const SECOND = 10_000;

/** When something was last done to a message, 1/10,000 s: not before it was written, though its writer's clock was ahead. */
export function changedAt({ created_at, updated_at }: BmMessage): number {
  return Math.max(created_at, updated_at);
}

/** A message as it is now, to be remembered. */
export function seenOf(message: BmMessage): Seen {
  const reactions = new Map<number, string>();
  for (const { reaction, users } of message.meta.reactions ?? []) {
    for (const user of users) reactions.set(user, reaction);
  }
  return { thread: message.thread_id, text: isGone(message) ? '' : digest(message.message), reactions };
}

/** A new message, without what was done to it since. */
export function arrival(message: BmMessage, context: MapContext): ParleyEvent[] {
  return isGone(message) ? [] : [created(toMessage(message, context))];
}

/**
 * What happened to a message since it was last seen.
 * @param before undefined for one that is too old to be remembered: then what it shows tells
 * @param since edits before this time, 1/10,000 s, are old news
 */
export function changes(
  message: BmMessage,
  before: Seen | undefined,
  since: number,
  context: MapContext,
): ParleyEvent[] {
  const now = seenOf(message);
  if (now.text === '') return before?.text === '' ? [] : [deletion(message, context)];
  const isEdited = before ? before.text !== now.text : (editedAt(message) ?? 0) + SECOND > since;
  return [
    ...(isEdited ? [edit(message, context)] : []),
    ...reactionEvents(message, before?.reactions ?? new Map(), now.reactions, context),
  ];
}

/** A row that is gone altogether. @param time when that was found, 1/10,000 s */
export function removal(id: number, { thread }: Seen, time: number): ParleyEvent {
  return {
    type: 'message.deleted',
    conversation: String(thread),
    key: `deleted:${String(id)}`,
    position: positionOf(msOf(time), id, false),
    at: isoOf(time),
    messageId: String(id),
  };
}

function deletion(message: BmMessage, context: MapContext): ParleyEvent {
  return {
    ...removal(message.message_id, seenOf(message), changedAt(message)),
    // Only the author and moderators can delete, and it is not told which of them it was.
    ...(message.sender_id === context.self ? { author: toAuthor(message.sender_id, context) } : {}),
  };
}

function happened(message: BmMessage): Pick<ParleyEvent, 'conversation' | 'position' | 'at'> {
  return {
    conversation: String(message.thread_id),
    position: positionOf(msOf(changedAt(message)), message.message_id, false),
    at: isoOf(changedAt(message)),
  };
}

function edit(message: BmMessage, context: MapContext): ParleyEvent {
  return {
    ...happened(message),
    type: 'message.edited',
    key: `edited:${String(message.message_id)}:${String(message.updated_at)}`,
    message: toMessage(message, context),
  };
}

function reactionEvents(
  message: BmMessage,
  before: ReadonlyMap<number, string>,
  now: ReadonlyMap<number, string>,
  context: MapContext,
): ParleyEvent[] {
  const event = (type: 'reaction.added' | 'reaction.removed', user: number, key: string): ParleyEvent => ({
    ...happened(message),
    type,
    key: `${type}:${String(message.message_id)}:${key}:${String(user)}:${String(message.updated_at)}`,
    messageId: String(message.message_id),
    emoji: emojiOf(key),
    author: toAuthor(user, context),
  });
  const removed = [...before].filter(([user, key]) => now.get(user) !== key);
  const added = [...now].filter(([user, key]) => before.get(user) !== key);
  return [
    ...removed.map(([user, key]) => event('reaction.removed', user, key)),
    ...added.map(([user, key]) => event('reaction.added', user, key)),
  ];
}
