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

/** The tables of the message component. Ids of messages and rows are never given out again, those of threads are. */
export class Store {
  readonly messages: StoredMessage[] = [];
  readonly rows: Row[] = [];
  notifications: Notification[] = [];
  readonly #stars = new Set<string>();
  #lastMessage = 0;
  #lastRow = 0;
  #lastNotification = 0;

  /** One more than the highest thread there is: the number of a deleted last thread is given out again. */
  nextThread(): number {
    return Math.max(0, ...this.messages.map((message) => message.thread)) + 1;
  }

  /** Continues all numbers behind these, as after traffic that nobody wrote down. */
  skipTo(ids: { message?: number; row?: number; notification?: number }): void {
    this.#lastMessage = Math.max(this.#lastMessage, (ids.message ?? 0) - 1);
    this.#lastRow = Math.max(this.#lastRow, (ids.row ?? 0) - 1);
    this.#lastNotification = Math.max(this.#lastNotification, (ids.notification ?? 0) - 1);
  }

  /**
   * Adds a message. Into an existing thread it counts as unread for everybody but the sender and brings the thread
   * back for those who had deleted it; a new one gets rows for the recipients, in their order, and the sender's last.
   */
  add(thread: number, message: NewMessage, recipients: readonly number[] = []): StoredMessage {
    this.#lastMessage += 1;
    const stored = { ...message, id: this.#lastMessage, thread, meta: new Map<string, unknown>() };
    const known = this.rowsOf(thread);
    for (const user of recipients) {
      if (!known.some((row) => row.user === user)) this.#addRow(user, thread, 1, false);
    }
    if (recipients.length > 0 && !this.row(thread, message.sender))
      this.#addRow(message.sender, thread, 0, true);
    for (const row of known) {
      if (row.user === message.sender) continue;
      row.unread += 1;
      row.senderOnly = false;
      row.deleted = false;
    }
    this.messages.push(stored);
    for (const row of this.rowsOf(thread)) if (row.user !== message.sender) this.#notify(row.user, stored);
    return stored;
  }

  /** By second, then by id. */
  messagesOf(thread: number): StoredMessage[] {
    return this.messages
      .filter((message) => message.thread === thread)
      .sort((a, b) => a.second - b.second || a.id - b.id);
  }

  rowsOf(thread: number): Row[] {
    return this.rows.filter((row) => row.thread === thread);
  }

  row(thread: number, user: number): Row | undefined {
    return this.rows.find((row) => row.thread === thread && row.user === user);
  }

  message(id: number): StoredMessage | undefined {
    return this.messages.find((message) => message.id === id);
  }

  /** Whether the person is in the thread and has not deleted it. */
  mayUse(thread: number, user: number): boolean {
    const row = this.row(thread, user);
    return row !== undefined && !row.deleted;
  }

  markRead(thread: number, user: number): void {
    const row = this.row(thread, user);
    if (row) row.unread = 0;
    for (const notification of this.notifications) {
      if (notification.user === user && this.message(notification.item)?.thread === thread)
        notification.isNew = false;
    }
  }

  markUnread(thread: number, user: number): void {
    const row = this.row(thread, user);
    if (row) row.unread = 1;
  }

  /** Takes a person out; the last one takes the thread along. Everybody's notifications of it go at once. */
  leave(thread: number, user: number): void {
    const row = this.row(thread, user);
    if (row) row.deleted = true;
    this.notifications = this.notifications.filter(({ item }) => this.message(item)?.thread !== thread);
    if (this.rowsOf(thread).some((other) => !other.deleted)) return;
    remove(this.messages, (message) => message.thread === thread);
    remove(this.rows, (other) => other.thread === thread);
  }

  isStarred(message: number, user: number): boolean {
    return this.#stars.has(`${String(user)}:${String(message)}`);
  }

  toggleStar(message: number, user: number): void {
    const key = `${String(user)}:${String(message)}`;
    if (!this.#stars.delete(key)) this.#stars.add(key);
  }

  #addRow(user: number, thread: number, unread: number, senderOnly: boolean): void {
    this.#lastRow += 1;
    this.rows.push({ id: this.#lastRow, user, thread, unread, senderOnly, deleted: false });
  }

  #notify(user: number, message: StoredMessage): void {
    this.#lastNotification += 1;
    const { id: item, sender, second } = message;
    this.notifications.push({ id: this.#lastNotification, user, item, sender, second, isNew: true });
  }
}

function remove<T>(items: T[], unwanted: (item: T) => boolean): void {
  const kept = items.filter((item) => !unwanted(item));
  items.splice(0, items.length, ...kept);
}
