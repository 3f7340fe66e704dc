/** A person or bot user of the workspace. */
export interface SlackUser {
  readonly id: string;
  /** Handle, what people type after the @. */
  readonly name: string;
  readonly realName: string;
  /** Empty for people who never chose one; then the real name is shown. */
  readonly displayName: string;
  readonly isBot: boolean;
  readonly botId?: string;
  readonly color: string;
}

/** The name that people see. */
export function nameOf(user: SlackUser): string {
  return user.displayName === '' ? user.realName : user.displayName;
}

/** An app that is installed in the workspace, with its tokens. */
export interface SlackApp {
  readonly id: string;
  readonly name: string;
  readonly userId: string;
  readonly botId: string;
  readonly botToken: string;
  /** Switchable, to see what a missing scope does. */
  scopes: readonly string[];
}

/** A file as Slack describes it inside a message, plus its bytes. */
export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly mimetype: string;
  readonly user: string;
  readonly created: number;
  bytes: Uint8Array;
  /** Where it was shared: channel and `ts` of the message. */
  readonly shares: { channel: string; ts: string }[];
}

export interface StoredReaction {
  readonly name: string;
  readonly users: string[];
}

/** A message in the shape in which `conversations.history` shows it; `files` are ids until it is shown. */
export interface StoredMessage {
  readonly type: 'message';
  readonly ts: string;
  subtype?: string;
  hidden?: boolean;
  user?: string;
  bot_id?: string;
  app_id?: string;
  username?: string;
  icons?: Record<string, string>;
  client_msg_id?: string;
  text: string;
  blocks?: readonly object[];
  attachments?: readonly object[];
  thread_ts?: string;
  parent_user_id?: string;
  reply_count?: number;
  reply_users?: string[];
  latest_reply?: string;
  edited?: { user: string; ts: string };
  metadata?: unknown;
  files?: readonly string[];
  reactions?: StoredReaction[];
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly isPrivate: boolean;
  /** Set for a direct conversation: the other user. */
  readonly directWith?: string;
  isArchived: boolean;
  readonly created: number;
  readonly members: Set<string>;
  /** In order of `ts`. */
  readonly messages: StoredMessage[];
}

/** The inner `event` of the Events API. */
export type SlackEvent = {
  readonly type: string;
  readonly subtype?: string;
  readonly event_ts: string;
} & Record<string, unknown>;

/** Answers a call with `{"ok":false,"error":code}` and whatever else the real service adds. */
export class SlackFailure extends Error {
  readonly code: string;
  readonly extra: Record<string, unknown>;

  constructor(code: string, extra: Record<string, unknown> = {}) {
    super(code);
    this.code = code;
    this.extra = extra;
  }
}
