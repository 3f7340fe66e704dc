import type { Author } from './author.ts';
import type { Message } from './message.ts';

interface Happened {
  readonly conversation: string;
  /**
   * Names the happening uniquely within its account, the same at every delivery of it, whichever feed brings
   * it: the journal stores one event a key. By convention `created:<message>`, `edited:<message>:<revision>`,
   * `deleted:<message>`, `reacted:<message>:<emoji>:<who>:<when>` and so on, prefixed by the conversation
   * where message ids are unique only inside it.
   */
  readonly key: string;
  /**
   * Where the event stands in its conversation. Positions of one conversation compare as plain strings
   * (pad numbers with zeros).
   */
  readonly position: string;
  /** When it happened: ISO 8601, UTC. */
  readonly at: string;
}

export interface MessageCreated extends Happened {
  readonly type: 'message.created';
  readonly message: Message;
}
export interface MessageEdited extends Happened {
  readonly type: 'message.edited';
  /** The message as it is now. */
  readonly message: Message;
}
export interface MessageDeleted extends Happened {
  readonly type: 'message.deleted';
  readonly messageId: string;
  /** Who deleted it, where the platform tells. `self` stops the deletion of our own copy from being mirrored. */
  readonly author?: Author;
}
export interface ReactionChanged extends Happened {
  readonly type: 'reaction.added' | 'reaction.removed';
  readonly messageId: string;
  /** Unicode characters, or `:name:`. */
  readonly emoji: string;
  readonly author: Author;
}
/** What became of a message the account sent. Not mirrored; shown and offered to automations. */
export interface MessageStatus extends Happened {
  readonly type: 'message.status';
  readonly messageId: string;
  readonly status: 'sent' | 'delivered' | 'read' | 'failed';
}

/** What somebody is doing just now. Never stored: a signal that nobody passes on at once is worth nothing later. */
export interface Signal {
  /** `typing`: is writing; `read`: has read everything up to now. */
  readonly type: 'typing' | 'read';
  readonly conversation: string;
  readonly author: Author;
}
export type SignalType = Signal['type'];

/** Something that happened in a conversation. */
export type ParleyEvent = MessageCreated | MessageEdited | MessageDeleted | ReactionChanged | MessageStatus;
export type EventType = ParleyEvent['type'];

/** Id of the message that an event is about. */
export function messageIdOf(event: ParleyEvent): string {
  return 'message' in event ? event.message.id : event.messageId;
}

/** Whose doing the event is; undefined where the platform does not tell. */
export function authorOf(event: ParleyEvent): Author | undefined {
  if ('message' in event) return event.message.author;
  return 'author' in event ? event.author : undefined;
}
