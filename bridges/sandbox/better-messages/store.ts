import type { Row, StoredFile, StoredMessage, Thread } from './model.ts';

/** What a message starts with. */
export interface NewMessage {
  readonly sender: number;
  readonly text: string;
  /** 1/10000 s; also what `updated_at` starts with. */
  readonly created: number;
  readonly tempId?: string;
  readonly pending?: boolean;
  readonly meta?: Partial<StoredMessage['meta']>;
}

/** The tables of the plugin. No number is ever given out again. */
export class Store {
  readonly #threads = new Map<number, Thread>();
  readonly #messages = new Map<number, StoredMessage>();
  readonly files = new Map<number, StoredFile>();
  /** Hard-deleted messages of the whole site and when they went, 1/10000 s. */
  readonly deletions = new Map<number, number>();
  /** `user:message` */
  readonly favorites = new Set<string>();
  /** `blocker:blocked` */
  readonly blocks = new Set<string>();
  #lastThread = 0;
  #lastMessage = 0;
  /** WordPress numbers attachments, chat rooms and bots together; a new site has three posts. */
  #lastPost = 3;

  newThread(beginning: Partial<Pick<Thread, 'subject' | 'type' | 'room' | 'uniqueKey'>>): Thread {
    this.#lastThread += 1;
    const thread: Thread = {
      id: this.#lastThread,
      subject: '',
      type: 'thread',
      ...beginning,
      allowInvite: false,
      systemOverride: null,
      moderators: new Set(),
      muted: new Map(),
      banned: new Map(),
      rows: [],
      messages: [],
      mentions: [],
    };
    this.#threads.set(thread.id, thread);
    return thread;
  }

  newPost(): number {
    this.#lastPost += 1;
    return this.#lastPost;
  }

  thread(id: number): Thread | undefined {
    return this.#threads.get(id);
  }

  threads(): Iterable<Thread> {
    return this.#threads.values();
  }

  message(id: number): StoredMessage | undefined {
    return this.#messages.get(id);
  }

  messages(): Iterable<StoredMessage> {
    return this.#messages.values();
  }

  addMessage(thread: Thread, message: NewMessage): StoredMessage {
    this.#lastMessage += 1;
    const stored: StoredMessage = {
      id: this.#lastMessage,
      thread: thread.id,
      sender: message.sender,
      text: message.text,
      created: message.created,
      updated: message.created,
      tempId: message.tempId ?? '',
      pending: message.pending ?? false,
      meta: { files: [], reactions: new Map(), ...message.meta },
    };
    const late = (thread.messages.at(-1)?.created ?? 0) > stored.created;
    thread.messages.push(stored);
    if (late) thread.messages.sort(byAge);
    this.#messages.set(stored.id, stored);
    return stored;
  }

  /** Orders a thread's messages again after one of them got another time. */
  reorder(thread: Thread): void {
    thread.messages.sort(byAge);
  }

  /** @param at when pollers hear of it, 1/10000 s */
  removeMessage(thread: Thread, message: StoredMessage, at: number): void {
    thread.messages.splice(thread.messages.indexOf(message), 1);
    this.#messages.delete(message.id);
    this.deletions.set(message.id, at);
  }

  removeThread(thread: Thread): void {
    this.#threads.delete(thread.id);
  }

  addRow(thread: Thread, user: number, unread: number, lastUpdate: number): Row {
    const existing = this.row(thread, user);
    if (existing) return existing;
    const row: Row = { user, unread, muted: false, pinned: false, deleted: false, lastUpdate };
    thread.rows.push(row);
    return row;
  }

  row(thread: Thread, user: number): Row | undefined {
    return thread.rows.find((row) => row.user === user);
  }

  removeRow(thread: Thread, user: number): void {
    const at = thread.rows.findIndex((row) => row.user === user);
    if (at !== -1) thread.rows.splice(at, 1);
  }
}

/** By creation, then by id. */
function byAge(a: StoredMessage, b: StoredMessage): number {
  return a.created - b.created || a.id - b.id;
}
