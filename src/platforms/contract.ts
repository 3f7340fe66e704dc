import type { z } from 'zod';
import type { Host } from '../host/index.ts';
import type {
  Attachment,
  Conversation,
  Identity,
  Message,
  MessageCreated,
  OutgoingFile,
  ParleyEvent,
  Signal,
} from '../model/index.ts';
import type { Root } from '../text/tree.ts';
import type { Capabilities, FeedKind } from './capabilities.ts';

/** One kind of messaging system. `Settings` are what an account needs, as they stand in the configuration. */
export interface Platform<Settings = unknown> {
  readonly capabilities: Capabilities;
  /** Strict: unknown keys are refused. Descriptions show in the editor's help. */
  readonly settings: z.ZodType<Settings, z.ZodTypeDef, unknown>;
  /**
   * The setting without which a feed cannot run (Slack's socket: `appToken`). A feed that is not named here runs with
   * any settings.
   */
  readonly feedNeeds?: Readonly<Partial<Record<FeedKind, string>>>;
  /** Makes a connection; sends nothing yet. `account` is its name in the configuration. */
  connect(settings: Settings, context: ConnectContext): Connection;
}

export interface ConnectContext {
  readonly account: string;
  readonly host: Host;
  readonly memory: Memory;
}

/** Small things of one account that have to outlive the process (the secret that came with a webhook). */
export interface Memory {
  get(name: string): string | undefined;
  /** Resolves when the value is on disk. */
  set(name: string, value: string): Promise<void>;
}

/**
 * One account of one platform. The members without `?` are what every platform can do; the others are capabilities,
 * and presence is the capability. All of them throw `ServiceError`, and nothing is ever re-sent from inside: only the
 * caller knows whether a repeat is safe.
 */
export interface Connection {
  readonly account: string;
  readonly capabilities: Capabilities;
  /** Values that must never be shown (passwords, tokens). */
  readonly secrets: readonly string[];
  /** Origin of the account's own service, where it has one of its own: pictures and files there are its business. */
  readonly home?: string;

  /** Asks the service who the credentials belong to. Cheap; the result is remembered for telling own messages. */
  whoAmI(): Promise<Identity>;
  /**
   * Calls the service the way `parley check` needs: credentials, version, rights, conversations.
   * Resolves with findings, an empty list when all is well; throws nothing.
   */
  check(conversations: readonly string[]): Promise<Finding[]>;

  /** One page of conversations, most recently active first where the service can sort. */
  listConversations(options?: ListOptions): Promise<Page<Conversation>>;
  /** Messages of a conversation, oldest first: the last ones, those before or those after a message id. */
  listMessages(conversation: string, range?: MessageRange): Promise<Message[]>;
  /** The event by which a feed tells, or would have told, of this message: with the same key and position. Pure. */
  created(message: Message): MessageCreated;

  /**
   * Turns a draft into the texts and files to send, split to the platform's limits, at least one part.
   * Pure and deterministic: after a crash the same draft gives the same parts.
   */
  compose(draft: Draft): Part[];
  /** Sends one part, once. `ServiceError.outcome` tells whether it may have arrived all the same. */
  send(conversation: string, part: Part): Promise<Sent>;
  /** After an unknown outcome: the message that the part became, or undefined when it certainly did not arrive. */
  findSent(conversation: string, part: Part, lookBack: LookBack): Promise<Sent | undefined>;

  /**
   * Everything that happened after the cursor, in order, at most a page of it. Without a cursor: no events, and the
   * cursor of now. Never moves anything on the service (marks nothing read).
   */
  poll(cursor: string | undefined, scope: PollScope): Promise<PollResult>;

  /**
   * The cursor once these events, which came by socket or webhook, are stored. Present where such events do not carry
   * the cursor themselves.
   */
  advance?(cursor: string | undefined, events: readonly ParleyEvent[]): string;
  /** Present where the service can call us. */
  readonly webhook?: Webhook;
  /** Changes the text of a message this account sent. */
  edit?(conversation: string, messageId: string, part: Part): Promise<void>;
  /** Removes a message this account sent. One that is gone already is a success. */
  delete?(conversation: string, messageId: string): Promise<void>;
  /**
   * Adds our reaction. Already there is a success. Where the service does not offer this emoji, or none on this
   * message, the error's kind is `unsupported`.
   */
  react?(conversation: string, messageId: string, emoji: string): Promise<void>;
  /** Takes our reaction away. Already gone is a success. */
  unreact?(conversation: string, messageId: string, emoji: string): Promise<void>;
  /** Marks a conversation as read by this account. */
  markRead?(conversation: string): Promise<void>;
  /** Shows that this account is writing. */
  typing?(conversation: string): Promise<void>;
  /** The bytes of an attachment. */
  download?(attachment: Attachment): Promise<Uint8Array>;
  /** Opens a conversation with these people. */
  createConversation?(
    participants: readonly string[],
    options: { name?: string; text?: Root },
  ): Promise<Conversation>;
  participants?(conversation: string): Promise<Participant[]>;
}

/** Somebody who takes part in a conversation. */
export interface Participant extends Identity {
  /** Where the service shows it to us. Compared without regard to case. */
  readonly email?: string;
}

/** What `check` found. */
export interface Finding {
  readonly level: 'problem' | 'warning';
  /** What is wrong, as a sentence. */
  readonly message: string;
  /** What to do, as a sentence. */
  readonly advice: string;
}

export interface ListOptions {
  /** From the page before. */
  readonly cursor?: string;
  /** @default 50 */
  readonly limit?: number;
  /** Part of a name, where the service can search. */
  readonly search?: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Absent on the last page. */
  readonly next?: string;
}

export interface MessageRange {
  /** Only messages older than this id. */
  readonly before?: string;
  /** Only messages newer than this id. */
  readonly after?: string;
  /** @default 50 */
  readonly limit?: number;
  /**
   * Also the answers in threads under these messages, where the service lists them apart. They count for no limit, may
   * cost a call each, and stand where their own time puts them. @default false
   */
  readonly threads?: boolean;
}

/** What is to be said, before the platform's limits and dialect. */
export interface Draft {
  readonly text: Root;
  /** Names the delivery; ends up in the marker or idempotency key where the platform has one. */
  readonly key: string;
  /** For platforms that show an author per message; elsewhere the caller has written the name into the text. */
  readonly author?: { readonly name: string; readonly avatarUrl?: string };
  /** Id of the message to answer, in the same conversation. */
  readonly replyTo?: string;
  readonly files?: readonly OutgoingFile[];
}

/** One message to send, within the platform's limits. */
export interface Part {
  /** `<draft key>#<index>` */
  readonly key: string;
  /** In the platform's own dialect. */
  readonly text: string;
  readonly author?: { readonly name: string; readonly avatarUrl?: string };
  readonly replyTo?: string;
  readonly file?: OutgoingFile;
  /** Ids of the people whom the text mentions: these are notified, nobody else. */
  readonly mentions?: readonly string[];
  /** What the whole of the draft is called, where it becomes a post with a title. */
  readonly title?: string;
}

export interface Sent {
  /** Id of the message, or undefined where the service does not tell (Chat API of the first years). */
  readonly id: string | undefined;
}

export interface LookBack {
  /** When the first attempt may have begun: Unix milliseconds by our clock. Allow for a clock that is off. */
  readonly since: number;
  /** Whether a message of the conversation is known already, as some other copy. Such a one is not ours to find. */
  isKnown(messageId: string): boolean;
  /**
   * How much earlier than `since` the message may be dated, once the clock of the service is allowed for. Given by
   * callers that do not know what was sent in earlier runs, milliseconds. @default what the platform thinks safe
   */
  readonly toleranceMs?: number;
}

export interface PollScope {
  /** Ids of the conversations that matter; a platform whose poll covers them all may ignore it. */
  readonly conversations: readonly string[];
  /**
   * All conversations of the account matter, those that begin later with their first message. Slack and Discord keep to
   * `conversations`. @default false
   */
  readonly all?: boolean;
  /** Whether signals are wanted too. They may cost calls of their own. @default false */
  readonly signals?: boolean;
}

export interface PollResult {
  /** In the order in which they happened, per conversation. */
  readonly events: readonly ParleyEvent[];
  /** Opaque. Holds everything that the next poll needs to leave no gap and repeat nothing. */
  readonly cursor: string;
  /** Whether to poll again at once. */
  readonly more: boolean;
  readonly signals?: readonly Signal[];
}

/** A request that reached the webhook address of an account. */
export interface WebhookRequest {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
}

/** What a webhook request means. */
export interface Received {
  readonly events: readonly ParleyEvent[];
  /** The cursor once these events are stored; absent when they do not move it. */
  readonly cursor?: string;
  /**
   * Events before these are missing (the request overtook another one, or one was lost). Nothing may be stored; the
   * caller offers the request again after the missing one, or polls.
   */
  readonly gap?: boolean;
  readonly signals?: readonly Signal[];
  /** Body of the answer where the service wants a certain one (Slack's `url_verification`). */
  readonly answer?: string;
}

export interface Webhook {
  /**
   * Awaited before `receive`, where present: looks up what reading the request takes (names of people that were not
   * seen yet). Takes no longer than about a second and throws nothing; `receive` works without it, with ids for names.
   */
  prepare?(request: WebhookRequest): Promise<void>;
  /**
   * Checks that the request comes from the service and reads it, against where the feed stands. Stores nothing. With
   * `cursor` undefined no feed stands anywhere: nothing is a gap, and nothing is held.
   * @throws {WebhookRefused}
   */
  receive(request: WebhookRequest, cursor: string | undefined): Received;
  /** Makes the service call this address. Absent where a person does that in the service's own pages. */
  register?(url: string): Promise<void>;
  /**
   * The address that the service calls now, undefined when none. Where a service calls several side by side, only ours
   * counts, and undefined means that it does not call `ours`: `register` then puts that in the place of an earlier one.
   */
  registered?(ours?: string): Promise<string | undefined>;
  /** Stops the service from calling us. */
  unregister?(): Promise<void>;
}
