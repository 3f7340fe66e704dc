import type { APIEmbed, ChannelType } from 'discord-api-types/v10';
import { MessageType } from 'discord-api-types/v10';

/** A person or a bot's user. */
export interface StoredUser {
  readonly id: string;
  readonly username: string;
  /** Absent for people who never chose one; then the username is shown. */
  readonly globalName?: string;
  /** Name on this server only; it goes before the others. */
  readonly nick?: string;
  readonly isBot: boolean;
  /** `#rrggbb`, of the picture. */
  readonly color: string;
  /** Hash by which the picture is addressed. */
  readonly avatar: string;
}

/** The name that people see on this server. */
export function nameOf(user: StoredUser): string {
  return user.nick ?? user.globalName ?? user.username;
}

/** A program with a bot user on the server. */
export interface BotApp {
  /** Of the application and of its bot user. */
  readonly id: string;
  readonly name: string;
  readonly token: string;
  isRevoked: boolean;
  /** Privileged intents that are switched on in the developer portal, as bits. */
  privileged: number;
  /** Whether the bot is a member of the server. */
  isMember: boolean;
  /** Permissions taken from it, as bits, by id of a channel. */
  readonly denied: Map<string, bigint>;
}

export interface StoredAttachment {
  readonly id: string;
  /** As Discord addresses it: without blanks and letters beyond ASCII. */
  readonly filename: string;
  /** The name it came with, without its ending, where that was another. */
  readonly title?: string;
  readonly description?: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  /** Of voice messages. */
  readonly durationSecs?: number;
  readonly waveform?: string;
}

export interface StoredReaction {
  /** Unicode, or `name:id`. */
  readonly emoji: string;
  readonly users: string[];
}

/** Who a webhook spoke as. */
export interface WebhookFace {
  readonly webhookId: string;
  readonly applicationId: string | undefined;
  readonly name: string;
  readonly avatarUrl?: string;
}

export interface StoredMessage {
  readonly id: string;
  readonly channelId: string;
  readonly type: MessageType;
  /** Id of a user, or of the webhook. */
  readonly author: string;
  readonly webhook?: WebhookFace;
  content: string;
  /** Unix milliseconds. */
  editedAt?: number;
  flags: number;
  readonly nonce?: string;
  readonly reference?: { readonly channelId: string; readonly messageId: string };
  /** Ids of the people whom the text mentions and was allowed to. */
  mentions: readonly string[];
  mentionRoles: readonly string[];
  mentionEveryone: boolean;
  /** Ids of the people who were notified by name, once and for all: edits notify nobody. */
  readonly named: readonly string[];
  /** Ids of everybody who got a notification. */
  readonly notified: readonly string[];
  attachments: readonly StoredAttachment[];
  embeds: readonly APIEmbed[];
  reactions: StoredReaction[];
}

/** Whether a message counts as said in its thread: not what the thread was opened with. */
export function isCounted({ id, channelId, type }: StoredMessage): boolean {
  return id !== channelId && (type === MessageType.Default || type === MessageType.Reply);
}

export type PlainChannelType = ChannelType.GuildText | ChannelType.GuildForum;

/** A text channel, a forum, or a public thread of one of them. */
export interface StoredChannel {
  readonly id: string;
  readonly type: PlainChannelType | ChannelType.PublicThread;
  name: string;
  readonly position: number;
  /** In order of id. Empty for forums, whose posts are threads. */
  readonly messages: StoredMessage[];
  /** Only of threads. */
  readonly thread?: ThreadState;
}

export interface ThreadState {
  readonly parentId: string;
  readonly ownerId: string;
  archived: boolean;
  locked: boolean;
  /** Unix milliseconds of the last change of `archived`. */
  archivedAt: number;
  /** Messages ever sent, without the one it was started from. */
  sent: number;
  readonly members: Set<string>;
}

export interface StoredWebhook {
  readonly id: string;
  readonly token: string;
  readonly channelId: string;
  /** Undefined for those that an administrator made by hand. */
  readonly applicationId?: string;
  /** Who made it. */
  readonly userId: string;
  name: string;
}
