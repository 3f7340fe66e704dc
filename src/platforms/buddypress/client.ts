import type { Host } from '../../host/index.ts';
import type { Query } from '../../wordpress/index.ts';
import type { BpMember, BpMessage, BpNotification, BpThread } from './schema.ts';
import {
  deletedAnswer,
  memberSchema,
  membersAnswer,
  messageAnswer,
  notificationsAnswer,
  repliedAnswer,
  threadAnswer,
  threadsAnswer,
  userSchema,
} from './schema.ts';
import type { BuddyPressSettings } from './settings.ts';
import type { Answer, Call, Way } from './transport.ts';
import { Transport } from './transport.ts';

/** Without `edit` there is no `raw`; any participant may ask for it. */
export type Context = 'view' | 'edit';

/** Filters of the list of threads; defaults are the service's own. */
export interface ListThreads {
  /** Whose threads. Always sent: the service's own default is wrong with application passwords. */
  readonly userId: number;
  /** A thread one started is in one's inbox only after somebody has answered. */
  readonly box?: 'inbox' | 'sentbox' | 'starred';
  readonly type?: 'all' | 'read' | 'unread';
  /** Part of subject or text as stored, with its entities (`&amp;`). */
  readonly search?: string;
  readonly page?: number;
  /** 1 to 100. */
  readonly perPage?: number;
  /** Page 1 holds the oldest messages of each thread. In v2 a page beyond the end of any thread fails the call. */
  readonly messagesPage?: number;
  readonly messagesPerPage?: number;
  readonly recipientsPage?: number;
  readonly recipientsPerPage?: number;
  /** v2 only: threads with any of these people. */
  readonly includes?: readonly number[];
  readonly context?: Context;
}

export interface GetThread {
  readonly messagesPage?: number;
  readonly messagesPerPage?: number;
  /** `desc`: page 1 holds the newest messages. */
  readonly order?: 'asc' | 'desc';
  readonly recipientsPage?: number;
  readonly recipientsPerPage?: number;
  /** For moderators: as which participant. */
  readonly userId?: number;
  readonly context?: Context;
}

export interface UpdateThread {
  readonly read?: boolean;
  readonly unread?: boolean;
  /** The message whose metadata change; the newest when left away. */
  readonly messageId?: number;
  /** Custom fields that the site has registered. */
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly userId?: number;
}

export interface NewThread {
  readonly recipients: readonly number[];
  readonly message: string;
  readonly subject?: string;
  /** Taken, checked to be a number, and then ignored by both generations: the caller is the sender. */
  readonly senderId?: number;
}

/**
 * Every call of BuddyPress's message API, the same for v1 and v2, and the few calls around it that a messenger needs.
 * All throw `ServiceError`.
 */
export class BuddyPressClient {
  readonly #transport: Transport;

  constructor(settings: BuddyPressSettings, host: Host) {
    this.#transport = new Transport(settings, host);
  }

  get place(): string {
    return this.#transport.place;
  }

  /** Which generation the site serves and how it is reached. */
  way(): Promise<Way> {
    return this.#transport.way();
  }

  /** Who the credentials belong to. WordPress answers this one, so it works even where BuddyPress knows nobody. */
  async me(): Promise<{ id: number; name: string }> {
    return this.#value('GET', '/wp/v2/users/me', 'find out who the account is', userSchema, { base: 'root' });
  }

  /** One page of the members whose name or login has this in it; of all members without it. */
  async findMembers(search = '', perPage = 20, page = 1): Promise<BpMember[]> {
    const tried = search === '' ? 'list the members' : `look for the member "${search}"`;
    return this.#value('GET', '/members', tried, membersAnswer, {
      query: {
        search: search === '' ? undefined : search,
        per_page: perPage,
        page: page === 1 ? undefined : page,
      },
    });
  }

  async getMember(id: number | 'me'): Promise<BpMember> {
    return this.#value('GET', `/members/${String(id)}`, `read member ${String(id)}`, memberSchema);
  }

  /** One page of threads with the head counts, newest activity first. */
  listThreads(options: ListThreads): Promise<Answer<BpThread[]>> {
    const query: Query = {
      user_id: options.userId,
      box: options.box,
      type: options.type,
      search: options.search,
      page: options.page,
      per_page: options.perPage,
      messages_page: options.messagesPage,
      messages_per_page: options.messagesPerPage,
      recipients_page: options.recipientsPage,
      recipients_per_page: options.recipientsPerPage,
      includes: options.includes,
      context: options.context ?? 'edit',
    };
    return this.#transport.call({
      method: 'GET',
      route: '/messages',
      query,
      tried: 'list the conversations',
      answer: threadsAnswer,
    });
  }

  /** A thread with one page of its messages; the answer's total counts its messages. Marks nothing read. */
  getThread(id: number, options: GetThread = {}): Promise<Answer<BpThread>> {
    const query: Query = {
      messages_page: options.messagesPage,
      messages_per_page: options.messagesPerPage,
      order: options.order,
      recipients_page: options.recipientsPage,
      recipients_per_page: options.recipientsPerPage,
      user_id: options.userId,
      context: options.context ?? 'edit',
    };
    const route = `/messages/${String(id)}`;
    return this.#transport.call({
      method: 'GET',
      route,
      query,
      tried: `read thread ${String(id)}`,
      answer: threadAnswer,
    });
  }

  /**
   * Opens a thread: always a new one, even with the same people. Send one at a time: v1 gives threads that are
   * opened at the same moment the same id.
   */
  createThread({ senderId, ...thread }: NewThread): Promise<BpThread> {
    return this.#value('POST', '/messages', 'open a thread', threadAnswer, {
      body: { ...thread, ...(senderId === undefined ? {} : { sender_id: senderId }), context: 'edit' },
    });
  }

  /** Answers everybody in a thread. The answer is read with its newest messages only. */
  reply(threadId: number, message: string, subject?: string): Promise<BpThread> {
    return this.#value('POST', '/messages', `send a message to thread ${String(threadId)}`, repliedAnswer, {
      // Recipients are required, and ignored.
      body: {
        id: threadId,
        message,
        recipients: [],
        context: 'edit',
        ...(subject === undefined ? {} : { subject }),
      },
    });
  }

  /** Read or unread state of the whole thread for the caller, or metadata of one message. */
  updateThread(id: number, update: UpdateThread): Promise<BpThread> {
    const { read, unread, messageId, userId, fields } = update;
    return this.#value('PUT', `/messages/${String(id)}`, `update thread ${String(id)}`, threadAnswer, {
      body: {
        ...fields,
        ...(read === undefined ? {} : { read }),
        ...(unread === undefined ? {} : { unread }),
        ...(messageId === undefined ? {} : { message_id: messageId }),
        ...(userId === undefined ? {} : { user_id: userId }),
        context: 'edit',
      },
    });
  }

  /** Removes a thread for the caller only; it comes back when somebody answers. */
  async deleteThread(id: number, userId?: number): Promise<BpThread> {
    const { previous } = await this.#value(
      'DELETE',
      `/messages/${String(id)}`,
      `delete thread ${String(id)}`,
      deletedAnswer,
      {
        query: { user_id: userId, context: 'edit' },
      },
    );
    return previous;
  }

  /** Stars or unstars a message: the service knows only the toggle, so the state now decides whether it is called. */
  async setStarred(message: BpMessage, starred: boolean): Promise<BpMessage> {
    return (message.is_starred ?? false) === starred ? message : this.toggleStar(message.id);
  }

  toggleStar(messageId: number): Promise<BpMessage> {
    const tried = `star or unstar message ${String(messageId)}`;
    return this.#value('PUT', `/messages/starred/${String(messageId)}`, tried, messageAnswer, {
      body: { context: 'edit' },
    });
  }

  /** Notifications about messages, newest first; needs the notifications component. */
  async listNotifications(
    userId: number,
    options: { isNew?: boolean; page?: number; perPage?: number } = {},
  ): Promise<BpNotification[]> {
    return this.#value('GET', '/notifications', 'list the notifications', notificationsAnswer, {
      query: {
        user_id: userId,
        component_name: 'messages',
        order_by: 'id',
        sort_order: 'DESC',
        is_new: options.isNew,
        page: options.page,
        per_page: options.perPage,
      },
    });
  }

  async #value<T>(
    method: Call<T>['method'],
    route: string,
    tried: string,
    answer: Call<T>['answer'],
    rest: Pick<Call<T>, 'base' | 'query' | 'body'> = {},
  ): Promise<T> {
    return (await this.#transport.call({ method, route, tried, answer, ...rest })).value;
  }
}
