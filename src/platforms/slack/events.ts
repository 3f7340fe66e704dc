import type { Message, MessageCreated, ParleyEvent } from '../../model/index.ts';
import type { MapContext } from './map.ts';
import { isShown, namesIn, toAuthor, toEmoji, toMessage, toPosition, toTime } from './map.ts';
import { isOwn } from './own.ts';
import type { SlackCallback, SlackEvent, SlackMessage } from './schema.ts';
import { messageSchema } from './schema.ts';

/** Ids whose names an event needs. */
export function namesInEvent(event: SlackEvent): string[] {
  const message = event.message ?? messageSchema.safeParse(event).data;
  return [...(message ? namesIn(message) : []), ...(event.user === undefined ? [] : [event.user])];
}

/** What an `event_callback` tells. Empty for what nobody has to know: previews of links, counters of threads. */
export function toEvents(callback: SlackCallback, context: MapContext): ParleyEvent[] {
  const { event } = callback;
  if (callback.type !== 'event_callback' || !event) return [];
  const known = ours(callback, context);
  switch (event.type) {
    case 'message':
    case 'app_mention':
      return fromMessage(event, known);
    case 'reaction_added':
    case 'reaction_removed':
      return fromReaction(event, known);
    default:
      return [];
  }
}

/** The envelope names the app it is for: ours, even when nothing else about us is known yet. */
function ours(callback: SlackCallback, context: MapContext): MapContext {
  const appId = context.identity?.appId ?? callback.api_app_id;
  return context.identity && appId !== undefined
    ? { ...context, identity: { ...context.identity, appId } }
    : context;
}

/** A message that was sent, as the feed and the catch-up both name it. */
export function created(message: Message): MessageCreated {
  return {
    type: 'message.created',
    conversation: message.conversation,
    key: `created:${message.conversation}:${message.id}`,
    position: toPosition(message.id),
    at: toTime(message.id),
    message,
  };
}

/** A message that was changed; `position` is where the change stands. */
export function edited(
  message: SlackMessage,
  channel: string,
  context: MapContext,
  position = message.edited?.ts ?? message.ts,
): ParleyEvent {
  return {
    type: 'message.edited',
    conversation: channel,
    key: `edited:${channel}:${message.ts}:${message.edited?.ts ?? position}`,
    position: toPosition(position),
    at: toTime(position),
    message: toMessage(message, channel, context),
  };
}

function fromMessage(event: SlackEvent, context: MapContext): ParleyEvent[] {
  const { channel } = event;
  if (channel === undefined) return [];
  if (event.subtype === 'message_changed') return fromChange(event, channel, context);
  if (event.subtype === 'message_deleted') {
    const ts = event.deleted_ts ?? event.previous_message?.ts;
    return ts === undefined ? [] : [deleted(event, channel, ts, context)];
  }
  const message = messageSchema.safeParse(event).data;
  return message && isShown(message) ? [created(toMessage(message, channel, context))] : [];
}

function fromChange(event: SlackEvent, channel: string, context: MapContext): ParleyEvent[] {
  const { message, previous_message: before } = event;
  if (!message) return [];
  // The head of a thread leaves a tombstone, so that the answers have something to hang on.
  if (message.subtype === 'tombstone') return [deleted(event, channel, message.ts, context)];
  if (!isShown(message) || (before ? isSame(message, before) : !message.edited)) return [];
  const isOurs = isOwn(context.identity, message, before);
  const change = edited(message, channel, context, event.event_ts ?? event.ts);
  if (!isOurs || change.type !== 'message.edited') return [change];
  return [{ ...change, message: { ...change.message, author: { ...change.message.author, kind: 'self' } } }];
}

function isSame(now: SlackMessage, before: SlackMessage): boolean {
  const files = (message: SlackMessage): string => (message.files ?? []).map(({ id }) => id).join();
  return now.text === before.text && files(now) === files(before) && now.edited?.ts === before.edited?.ts;
}

function deleted(event: SlackEvent, channel: string, ts: string, context: MapContext): ParleyEvent {
  const position = event.event_ts ?? event.ts ?? ts;
  const before = event.previous_message;
  return {
    type: 'message.deleted',
    conversation: channel,
    key: `deleted:${channel}:${ts}`,
    position: toPosition(position),
    at: toTime(position),
    messageId: ts,
    ...(before ? { author: toAuthor(before, context) } : {}),
  };
}

function fromReaction(event: SlackEvent, context: MapContext): ParleyEvent[] {
  const { item, user, reaction } = event;
  if (item?.type !== 'message' || item.channel === undefined || item.ts === undefined) return [];
  if (user === undefined || reaction === undefined) return [];
  const position = event.event_ts ?? item.ts;
  const isAdded = event.type === 'reaction_added';
  const verb = isAdded ? 'reacted' : 'unreacted';
  const known = context.names.get(user);
  return [
    {
      type: isAdded ? 'reaction.added' : 'reaction.removed',
      conversation: item.channel,
      key: `${verb}:${item.channel}:${item.ts}:${reaction}:${user}:${position}`,
      position: toPosition(position),
      at: toTime(position),
      messageId: item.ts,
      emoji: toEmoji(reaction),
      author: {
        id: user,
        name: known?.name ?? user,
        kind: user === context.identity?.id ? 'self' : known?.isBot === true ? 'bot' : 'person',
        ...(known?.avatarUrl === undefined ? {} : { avatarUrl: known.avatarUrl }),
      },
    },
  ];
}
