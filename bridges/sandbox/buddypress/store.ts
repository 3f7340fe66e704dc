/** One message; `subject` and `text` as the database holds them. */
export interface StoredMessage {
  readonly id: number;
  readonly thread: number;
  readonly sender: number;
  readonly subject: string;
  readonly text: string;
  /** Unix seconds. */
  readonly second: number;
  /** Values of custom fields. */
  readonly meta: Map<string, unknown>;
}

/** A person's place in a thread. */
export interface Row {
  readonly id: number;
  readonly user: number;
  readonly thread: number;
  unread: number;
  senderOnly: boolean;
  deleted: boolean;
}

export interface Notification {
  readonly id: number;
  readonly user: number;
  /** The message. */
  readonly item: number;
  readonly sender: number;
  readonly second: number;
  isNew: boolean;
}

export interface NewMessage {
  readonly sender: number;
  readonly subject: string;
  readonly text: string;
  readonly second: number;
}

interface Thread {
  /** By second, then by id. */
  readonly messages: StoredMessage[];
  readonly rows: Row[];
}

/** The tables of the message component. Ids of messages and rows are never given out again, those of threads are. */
export class Store {
  readonly #threads = new Map<number, Thread>();
  readonly #messages = new Map<number, StoredMessage>();
  #notifications: Notification[] = [];
  readonly #stars = new Set<string>();
  #lastMessage = 0;
  #lastRow = 0;
  #lastNotification = 0;

  /** One more than the highest thread there is: the number of a deleted last thread is given out again. */
  nextThread(): number {
    let highest = 0;
    for (const id of this.#threads.keys()) highest = Math.max(highest, id);
    return highest + 1;
  }

  /** The next message gets at least this id, as after traffic elsewhere on the site. */
  skipTo(message: number): void {
    this.#lastMessage = Math.max(this.#lastMessage, message - 1);
  }

  /** Takes over all threads of another store. @param change what is different here about a message */
  copyFrom(other: Store, change: (message: StoredMessage) => StoredMessage): void {
    for (const [id, { messages, rows }] of other.#threads) {
      const copies = messages.map(change);
      this.#threads.set(id, { messages: copies.sort(byAge), rows: rows.map((row) => ({ ...row })) });
      for (const message of copies) this.#messages.set(message.id, message);
    }
    for (const star of other.#stars) this.#stars.add(star);
    this.#lastMessage = other.#lastMessage;
    this.#lastRow = other.#lastRow;
  }

  /**
   * Adds a message. Into an existing thread it counts as unread for everybody but the sender and brings the thread
   * back for those who had deleted it; a new one gets rows for the recipients, in their order, and the sender's last.
   */
  add(threadId: number, message: NewMessage, recipients: readonly number[] = []): StoredMessage {
    this.#lastMessage += 1;
    const stored = { ...message, id: this.#lastMessage, thread: threadId, meta: new Map<string, unknown>() };
    const thread = this.#threads.get(threadId) ?? { messages: [], rows: [] };
    this.#threads.set(threadId, thread);
    for (const row of thread.rows) {
      if (row.user === message.sender) continue;
      row.unread += 1;
      row.senderOnly = false;
      row.deleted = false;
    }
    for (const user of recipients) this.#addRow(thread, user, threadId, 1, false);
    if (recipients.length > 0) this.#addRow(thread, message.sender, threadId, 0, true);
    thread.messages.push(stored);
    thread.messages.sort(byAge);
    this.#messages.set(stored.id, stored);
    // Who writes to himself is told so, too, when the thread begins.
    for (const { user } of thread.rows)
      if (user !== message.sender || recipients.includes(user)) this.#notify(user, stored);
    return stored;
  }

  /** By second, then by id. */
  messagesOf(thread: number): readonly StoredMessage[] {
    return this.#threads.get(thread)?.messages ?? [];
  }

  rowsOf(thread: number): readonly Row[] {
    return this.#threads.get(thread)?.rows ?? [];
  }

  /** The rows of a person in all threads, in the order of the threads' numbers. */
  rowsOfUser(user: number): Row[] {
    return [...this.#threads.keys()].sort((a, b) => a - b).flatMap((thread) => this.row(thread, user) ?? []);
  }

  row(thread: number, user: number): Row | undefined {
    return this.#threads.get(thread)?.rows.find((row) => row.user === user);
  }

  message(id: number): StoredMessage | undefined {
    return this.#messages.get(id);
  }

  notificationsOf(user: number): Notification[] {
    return this.#notifications.filter((notification) => notification.user === user);
  }

  /** Whether the person is in the thread and has not deleted it. */
  mayUse(thread: number, user: number): boolean {
    const row = this.row(thread, user);
    return row !== undefined && !row.deleted;
  }

  markRead(thread: number, user: number): void {
    const row = this.row(thread, user);
    if (row) row.unread = 0;
    for (const notification of this.notificationsOf(user)) {
      if (this.message(notification.item)?.thread === thread) notification.isNew = false;
    }
  }

  markUnread(thread: number, user: number): void {
    const row = this.row(thread, user);
    if (row) row.unread = 1;
  }

  /** Takes a person out; the last one takes the thread along. Everybody's notifications of it go at once. */
  leave(threadId: number, user: number): void {
    const row = this.row(threadId, user);
    if (row) row.deleted = true;
    this.#notifications = this.#notifications.filter(({ item }) => this.message(item)?.thread !== threadId);
    if (this.rowsOf(threadId).some((other) => !other.deleted)) return;
    for (const { id } of this.messagesOf(threadId)) this.#messages.delete(id);
    this.#threads.delete(threadId);
  }

  isStarred(message: number, user: number): boolean {
    return this.#stars.has(`${String(user)}:${String(message)}`);
  }

  toggleStar(message: number, user: number): void {
    const key = `${String(user)}:${String(message)}`;
    if (!this.#stars.delete(key)) this.#stars.add(key);
  }

  #addRow(thread: Thread, user: number, threadId: number, unread: number, senderOnly: boolean): void {
    if (thread.rows.some((row) => row.user === user)) return;
    this.#lastRow += 1;
    thread.rows.push({ id: this.#lastRow, user, thread: threadId, unread, senderOnly, deleted: false });
  }

  #notify(user: number, message: StoredMessage): void {
    this.#lastNotification += 1;
    const { id: item, sender, second } = message;
    this.#notifications.push({ id: this.#lastNotification, user, item, sender, second, isNew: true });
  }
}

function byAge(a: StoredMessage, b: StoredMessage): number {
  return a.second - b.second || a.id - b.id;
}
