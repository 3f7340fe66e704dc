/** What a message carries beside its text. */
export interface MessageMeta {
  replyTo?: number;
  /** Ids of attachments. */
  files: number[];
  /** UTC, as MySQL writes it. */
  lastEdit?: string;
  forwardedFrom?: number;
  forwardedFromUser?: number;
  system?: SystemNote;
  /** One emoji a user, in the order in which they came. */
  readonly reactions: Map<number, string>;
}

/** What a message of the plugin itself tells. */
export interface SystemNote {
  readonly type: string;
  readonly first: SystemEntry;
  users: SystemEntry[];
  /** More fields of `systemData`. */
  readonly extra: Readonly<Record<string, unknown>>;
  /** Whether `systemData` lists users at all. */
  readonly listed: boolean;
}

export interface SystemEntry {
  readonly user_id: number;
  readonly user_name: string;
  readonly actor_id?: number;
  readonly actor_name?: string;
}

/** One message. `created` and `updated` in 1/10000 s. */
export interface StoredMessage {
  readonly id: number;
  readonly thread: number;
  readonly sender: number;
  text: string;
  created: number;
  updated: number;
  readonly tempId: string;
  pending: boolean;
  readonly meta: MessageMeta;
}

/** A user's place in a thread. */
export interface Row {
  readonly user: number;
  unread: number;
  muted: boolean;
  pinned: boolean;
  /** The user has archived the thread. */
  deleted: boolean;
  /** 1/10000 s; a poll from before it hears of the thread. */
  lastUpdate: number;
}

export interface Mention {
  readonly user: number;
  readonly message: number;
  seen: boolean;
}

export interface Thread {
  readonly id: number;
  /** Plain text. */
  subject: string;
  readonly type: 'thread' | 'chat-room';
  /** The post that holds a chat room's settings. */
  readonly room?: number;
  readonly uniqueKey?: string;
  allowInvite: boolean;
  /** The thread's own choice about system messages. */
  systemOverride: boolean | null;
  readonly moderators: Set<number>;
  pin?: number;
  /** Until when, Unix seconds. */
  readonly muted: Map<number, number>;
  readonly banned: Map<number, number>;
  /** In the order in which people came. */
  readonly rows: Row[];
  readonly messages: StoredMessage[];
  readonly mentions: Mention[];
}

export interface StoredFile {
  readonly id: number;
  /** 0 before the conversation exists. */
  thread: number;
  readonly owner: number;
  readonly name: string;
  readonly mimeType: string;
  readonly bytes: Uint8Array;
  /** Folder of the file in the site's uploads. */
  readonly folder: string;
  /** 1/10000 s */
  readonly at: number;
  message?: number;
}
