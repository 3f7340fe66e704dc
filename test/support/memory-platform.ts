import { ServiceError } from '../../src/host/index.ts';
import type { Capabilities, Connection, Part } from '../../src/platforms/index.ts';
import { plain, split } from '../../src/text/index.ts';
import type { Account } from '../../bridges/relay/index.ts';

/** How the next send goes wrong: before the write, after it (the answer is lost), or by a refusal. */
export type NextSend = 'drop' | 'lost-answer' | 'refuse' | 'limit' | 'hang';

interface Stored {
  readonly id: string;
  readonly conversation: string;
  text: string;
  readonly replyTo: string | undefined;
}

const CAPABILITIES: Capabilities = {
  platform: 'slack',
  title: 'Memory',
  text: { dialect: 'plain', maxLength: 64 },
  author: 'prefix',
  replies: 'quote',
  edit: true,
  delete: true,
  reactions: 'none',
  mentions: false,
  files: { send: false, receive: false },
  typing: false,
  readState: false,
  signals: [],
  feeds: ['poll'],
  recognition: 'look-back',
  rate: { concurrency: 4 },
  settleMs: 0,
  pollEveryMs: 1000,
};

/** A service kept in memory, so that a relay can be shown every order of events on purpose. */
export class MemoryService {
  readonly messages: Stored[] = [];
  readonly sendLog: string[] = [];
  readonly #faults = new Map<string, NextSend[]>();
  readonly #watchers = new Set<() => void>();
  #release: (() => void)[] = [];
  #nextId = 1;

  /** Sets what the next sends into a conversation come to. */
  next(conversation: string, ...faults: NextSend[]): void {
    this.#faults.set(conversation, [...(this.#faults.get(conversation) ?? []), ...faults]);
  }

  /** Lets sends that hang go on. */
  release(): void {
    for (const go of this.#release.splice(0)) go();
  }

  texts(conversation: string): string[] {
    return this.messages.filter((message) => message.conversation === conversation).map(({ text }) => text);
  }

  /** Resolves when the condition holds after some call. */
  until(condition: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!condition()) return;
        this.#watchers.delete(look);
        resolve();
      };
      this.#watchers.add(look);
      look();
    });
  }

  changed(): void {
    for (const look of this.#watchers) look();
  }

  account(
    name: string,
    overrides: Partial<Capabilities> = {},
    without: readonly ('edit' | 'delete')[] = [],
  ): Account {
    const { edit, delete: remove, ...always } = this.#connect(name, { ...CAPABILITIES, ...overrides });
    const connection: Connection = {
      ...always,
      ...(edit && !without.includes('edit') ? { edit } : {}),
      ...(remove && !without.includes('delete') ? { delete: remove } : {}),
    };
    return {
      config: { name, platform: 'slack', feed: 'poll', pollEveryMs: 1000, rate: {}, settings: {} },
      connection,
    };
  }

  #connect(account: string, capabilities: Capabilities): Connection {
    return {
      account,
      capabilities,
      secrets: ['memory-secret'],
      whoAmI: () => Promise.resolve({ id: 'self', name: 'parley' }),
      check: () => Promise.resolve([]),
      listConversations: () => Promise.resolve({ items: [] }),
      listMessages: () => Promise.resolve([]),
      created: (message) => ({
        type: 'message.created',
        conversation: message.conversation,
        key: `created:${message.id}`,
        position: message.id.padStart(12, '0'),
        at: message.sentAt,
        message,
      }),
      poll: () => Promise.resolve({ events: [], cursor: '', more: false }),
      compose: ({ text, key, replyTo }) =>
        split(text, plain, capabilities.text.maxLength).map((piece, index) => ({
          key: `${key}#${String(index)}`,
          text: piece,
          ...(index === 0 && replyTo !== undefined ? { replyTo } : {}),
        })),
      send: (conversation, part) => this.#send(conversation, part),
      findSent: (conversation, part, { isKnown }) => {
        const found = this.messages.find(
          (message) =>
            message.conversation === conversation && message.text === part.text && !isKnown(message.id),
        );
        return Promise.resolve(found && { id: found.id });
      },
      edit: (_, id, part) => {
        const message = this.messages.find((candidate) => candidate.id === id);
        if (message) message.text = part.text;
        this.changed();
        return Promise.resolve();
      },
      delete: (_, id) => {
        const index = this.messages.findIndex((candidate) => candidate.id === id);
        if (index >= 0) this.messages.splice(index, 1);
        this.changed();
        return Promise.resolve();
      },
    };
  }

  async #send(conversation: string, part: Part): Promise<{ id: string }> {
    const fault = this.#faults.get(conversation)?.shift();
    this.sendLog.push(`${conversation} ${part.text}`);
    this.changed();
    if (fault === 'hang') await new Promise<void>((resolve) => this.#release.push(resolve));
    if (fault === 'drop') throw failure('unavailable', 'the connection broke', 'unknown');
    if (fault === 'refuse') throw failure('not-found', 'no such conversation (memory-secret)', 'not-done');
    if (fault === 'limit') throw failure('rate-limited', 'too fast', 'not-done', 200);
    const id = String(this.#nextId++);
    this.messages.push({ id, conversation, text: part.text, replyTo: part.replyTo });
    this.changed();
    if (fault === 'lost-answer') throw failure('unavailable', 'the answer never came', 'unknown');
    return { id };
  }
}

function failure(
  kind: ServiceError['kind'],
  cameBack: string,
  outcome: ServiceError['outcome'],
  retryAfterMs?: number,
): ServiceError {
  return new ServiceError({
    kind,
    tried: 'send a message',
    cameBack,
    advice: 'Try again.',
    outcome,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}
