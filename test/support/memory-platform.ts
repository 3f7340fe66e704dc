import { ServiceError } from '../../src/host/index.ts';
import type { Nodes } from 'mdast';
import type { Attachment } from '../../src/model/index.ts';
import type { Capabilities, Connection, Draft, Part, Participant } from '../../src/platforms/index.ts';
import { isEmpty, plain, split } from '../../src/text/index.ts';
import type { Account } from '../../bridges/relay/index.ts';

/** How the next send goes: well, or wrong, before the write, after it (the answer is lost, or late), or by a refusal. */
export type NextSend = 'pass' | 'drop' | 'lost-answer' | 'answer-late' | 'refuse' | 'limit' | 'hang';

interface Stored {
  readonly id: string;
  readonly conversation: string;
  text: string;
  readonly replyTo: string | undefined;
  readonly author?: Part['author'];
  readonly file?: Part['file'];
  readonly mentions?: readonly string[];
  /** Our account's, in the order in which they came. */
  reactions?: string[];
}

/** What a connection in memory has beyond the plainest. */
export interface Extras {
  /** Members that it lacks although its capabilities have them. */
  readonly without?: readonly ('edit' | 'delete')[];
  /** The emoji that can be reacted with. @default all */
  readonly offers?: readonly string[];
  readonly people?: readonly Participant[] | (() => Promise<Participant[]>);
  /** Bytes of attachments; makes the account a source of files. */
  readonly download?: (attachment: Attachment) => Promise<Uint8Array>;
  /** A short text goes with the first file, in one message. @default false */
  readonly captions?: boolean;
  /** Names of the files that it does not take. @default none */
  readonly refuses?: readonly string[];
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
  /** Calls other than sends. */
  readonly calls: string[] = [];
  /** So many edits are refused before they succeed. */
  refuseEdits = 0;
  /** So many deletions succeed; those after them are refused. */
  refuseDeletes: number | undefined;
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

  /** Has what another one has by now; what is still on its way to that one never comes. */
  continueFrom(other: MemoryService): void {
    this.messages.push(...other.messages.map((message) => ({ ...message })));
    this.#nextId = other.#nextId;
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
    extras: Extras = {},
  ): Account {
    const capabilities = { ...CAPABILITIES, ...overrides };
    const { edit, delete: remove, ...always } = this.#connect(name, capabilities, extras);
    const connection: Connection = {
      ...always,
      ...this.#abilities(capabilities, extras),
      ...(edit && !without.includes('edit') ? { edit } : {}),
      ...(remove && !without.includes('delete') ? { delete: remove } : {}),
    };
    return {
      config: { name, platform: 'slack', feed: 'poll', pollEveryMs: 1000, rate: {}, settings: {} },
      connection,
    };
  }

  #abilities(capabilities: Capabilities, { offers, people, download }: Extras): Partial<Connection> {
    const found = (id: string): Stored => {
      const message = this.messages.find((candidate) => candidate.id === id);
      if (!message) throw failure('not-found', 'no such message', 'not-done');
      return message;
    };
    const say = (call: string): Promise<void> => {
      this.calls.push(call);
      this.changed();
      return Promise.resolve();
    };
    return {
      ...(capabilities.reactions === 'none'
        ? {}
        : {
            react: async (_, id, emoji) => {
              if (offers && !offers.includes(emoji))
                throw failure('unsupported', 'no such emoji', 'not-done');
              const message = found(id);
              const others = (message.reactions ?? []).filter((other) => other !== emoji);
              message.reactions = capabilities.reactions === 'any' ? [...others, emoji] : [emoji];
              await say(`react ${id} ${emoji}`);
            },
            unreact: async (_, id, emoji) => {
              const message = found(id);
              message.reactions = (message.reactions ?? []).filter((other) => other !== emoji);
              await say(`unreact ${id} ${emoji}`);
            },
          }),
      ...(capabilities.typing ? { typing: (conversation) => say(`typing ${conversation}`) } : {}),
      ...(capabilities.readState ? { markRead: (conversation) => say(`read ${conversation}`) } : {}),
      ...(people
        ? { participants: () => (typeof people === 'function' ? people() : Promise.resolve([...people])) }
        : {}),
      ...(download ? { download } : {}),
    };
  }

  #connect(account: string, capabilities: Capabilities, extras: Extras): Connection {
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
      compose: (draft) => compose(draft, capabilities, extras),
      send: (conversation, part) => {
        if (part.file && extras.refuses?.includes(part.file.name))
          return Promise.reject(failure('invalid', 'not such files', 'not-done'));
        return this.#send(conversation, part);
      },
      findSent: (conversation, part, { isKnown }) => {
        const found = this.messages.find(
          (message) =>
            message.conversation === conversation &&
            message.text === part.text &&
            message.file?.name === part.file?.name &&
            !isKnown(message.id),
        );
        return Promise.resolve(found && { id: found.id });
      },
      edit: async (_, id, part) => {
        if (this.refuseEdits > 0) {
          this.refuseEdits -= 1;
          throw failure('permission', 'not allowed', 'not-done');
        }
        const message = this.messages.find((candidate) => candidate.id === id);
        if (message) message.text = part.text;
        this.calls.push(`edit ${id}`);
        this.changed();
      },
      delete: async (_, id) => {
        if (this.refuseDeletes === 0) throw failure('permission', 'not allowed', 'not-done');
        if (this.refuseDeletes !== undefined) this.refuseDeletes -= 1;
        const index = this.messages.findIndex((candidate) => candidate.id === id);
        if (index >= 0) this.messages.splice(index, 1);
        this.changed();
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
    const { text, replyTo, author, file, mentions } = part;
    this.messages.push({
      id,
      conversation,
      text,
      replyTo,
      ...(author ? { author } : {}),
      ...(file ? { file } : {}),
      ...(mentions ? { mentions } : {}),
    });
    this.changed();
    if (fault === 'answer-late') await new Promise<void>((resolve) => this.#release.push(resolve));
    if (fault === 'lost-answer') throw failure('unavailable', 'the answer never came', 'unknown');
    return { id };
  }
}

/** Texts first, then a message for each file. */
function compose(
  { text, key, replyTo, author, files = [] }: Draft,
  capabilities: Capabilities,
  { captions = false }: Extras,
): Part[] {
  const texts = isEmpty(text) && files.length > 0 ? [] : split(text, plain, capabilities.text.maxLength);
  const [only] = texts;
  const [first, ...others] = files;
  const contents: Pick<Part, 'text' | 'file'>[] =
    captions && first && only !== undefined && texts.length === 1
      ? [{ text: only, file: first }, ...others.map((file) => ({ text: '', file }))]
      : [...texts.map((piece) => ({ text: piece })), ...files.map((file) => ({ text: '', file }))];
  const mentions = capabilities.mentions ? idsIn(text) : [];
  return contents.map((content, index) => ({
    key: `${key}#${String(index)}`,
    ...content,
    ...(index === 0 && replyTo !== undefined ? { replyTo } : {}),
    ...(index === 0 && mentions.length > 0 ? { mentions } : {}),
    ...(author && capabilities.author === 'per-message' ? { author } : {}),
  }));
}

function idsIn(node: Nodes): string[] {
  if (node.type === 'mention') return node.id === undefined ? [] : [node.id];
  return 'children' in node ? node.children.flatMap(idsIn) : [];
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
