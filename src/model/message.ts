import type { Root } from '../text/tree.ts';
import type { Attachment } from './attachment.ts';
import type { Author } from './author.ts';

/** Names of the platforms, as used in configuration, logs and the journal. */
export type PlatformName =
  'better-messages' | 'buddypress' | 'messages-dev' | 'chat-api' | 'slack' | 'discord';

/** All of one emoji on one message. */
export interface Reaction {
  /** The emoji as Unicode characters, or `:name:` for one that only exists on its platform. */
  readonly emoji: string;
  /** Ids of the people who reacted. */
  readonly by: readonly string[];
}

/** A message of any platform. */
export interface Message {
  readonly platform: PlatformName;
  /** Name of the account, from the configuration, that saw the message. */
  readonly account: string;
  readonly conversation: string;
  /** Unique within its conversation. Only the platform takes it apart. */
  readonly id: string;
  readonly author: Author;
  readonly text: Root;
  readonly attachments: readonly Attachment[];
  /** ISO 8601, UTC. */
  readonly sentAt: string;
  readonly editedAt?: string;
  /** Id of the message that this one answers, in the same conversation. */
  readonly replyTo?: string;
  /** Id of the thread (Slack: `thread_ts`) the message stands in, when it is not the conversation itself. */
  readonly thread?: string;
  readonly reactions?: readonly Reaction[];
  /** What the service sent, parsed but unchanged. Not stored in the journal. */
  readonly raw?: unknown;
}

/** Where messages stand in order. */
export interface Conversation {
  readonly id: string;
  /** Name as people see it. */
  readonly name: string;
  /** `direct`: two people; `group`: invited people; `channel`: open to many. */
  readonly kind: 'direct' | 'group' | 'channel';
  /** ISO 8601 UTC time of the last activity, where known. */
  readonly lastActivityAt?: string;
  readonly raw?: unknown;
}
