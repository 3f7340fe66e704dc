import type { Attachment, Conversation, Identity, Message, MessageCreated } from '../../model/index.ts';
import type { Root } from '../../text/index.ts';
import type {
  ConnectContext,
  Connection,
  Draft,
  Finding,
  ListOptions,
  LookBack,
  MessageRange,
  Page,
  Part,
  Participant,
  Platform,
  PollResult,
  PollScope,
  Sent,
} from '../contract.ts';
import { capabilities } from './capabilities.ts';
import { deleteOwn, setReaction } from './changing.ts';
import { checkAccount } from './check.ts';
import type { BetterMessagesClient } from './client.ts';
import { createClient } from './client.ts';
import { joinedRoomThreads, listConversations } from './conversations.ts';
import { download } from './download.ts';
import { pollMessages } from './feed.ts';
import { readRange } from './history.ts';
import type { MapContext } from './map.ts';
import { created, peopleOf, toConversation, toMessage } from './map.ts';
import { isGone, isPending } from './markers.ts';
import { Names } from './names.ts';
import { compose, findOwn, sendPart, threadNumber } from './sending.ts';
import type { BmBundle, BmMessages, BmUser } from './schema.ts';
import type { BetterMessagesSettings } from './settings.ts';
import { secretsOf, settings } from './settings.ts';
import { openConversation } from './starting.ts';

/** Conversations of the WordPress plugin Better Messages, for a user or a guest of the site. */
export const betterMessages: Platform<BetterMessagesSettings> = {
  capabilities,
  settings,
  connect: (accountSettings, context) => new BetterMessagesConnection(accountSettings, context),
};

/** Members that an answer may have. */
type Some<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** One user or guest of one site; see `Connection` for what the members do. */
export class BetterMessagesConnection implements Connection {
  readonly account: string;
  readonly capabilities = capabilities;
  readonly secrets: readonly string[];
  readonly home: string;
  /** Everything the API can, with its own extras (chat rooms, guests, bots, moderation). */
  readonly client: BetterMessagesClient;
  readonly #host: ConnectContext['host'];
  readonly #settings: BetterMessagesSettings;
  readonly #names: Names;
  #me: Promise<{ id: number; name: string }> | undefined;

  constructor(accountSettings: BetterMessagesSettings, { account, host }: ConnectContext) {
    this.account = account;
    this.#host = host;
    this.#settings = accountSettings;
    this.secrets = secretsOf(accountSettings);
    this.home = new URL(accountSettings.url).origin;
    this.client = createClient(accountSettings, host);
    this.#names = new Names(this.client);
  }

  async whoAmI(): Promise<Identity> {
    const me = await this.#self();
    return { id: String(me.id), name: me.name };
  }

  check(conversations: readonly string[]): Promise<Finding[]> {
    return checkAccount(this.client, this.#settings, conversations, () => this.#self());
  }

  async listConversations(options: ListOptions = {}): Promise<Page<Conversation>> {
    return listConversations(this.client, await this.#context(), options);
  }

  async listMessages(conversation: string, range: MessageRange = {}): Promise<Message[]> {
    await this.#self();
    const messages = await readRange(
      this.client,
      threadNumber(conversation),
      range,
      (message) => !isGone(message) && !isPending(message),
    );
    return this.messagesOf({ messages });
  }

  /** Messages that a call of the client brought, in the shape that all platforms share. */
  async messagesOf({ messages = [], users = [] }: Some<BmMessages>): Promise<Message[]> {
    const context = await this.#context();
    this.#names.take(users);
    await this.#names.learn(messages.flatMap(peopleOf));
    return messages.map((message) => toMessage(message, context));
  }

  /** Conversations that a call of the client brought, in the shape that all platforms share. */
  async conversationsOf({ threads = [], users = [] }: Some<BmBundle>): Promise<Conversation[]> {
    const context = await this.#context();
    this.#names.take(users);
    await this.#names.learn(threads.filter(({ title }) => title === '').flatMap((one) => one.participants));
    return threads.map((thread) => toConversation(thread, context));
  }

  created(message: Message): MessageCreated {
    return created(message);
  }

  compose(draft: Draft): Part[] {
    return compose(draft);
  }

  async send(conversation: string, part: Part): Promise<Sent> {
    return sendPart(this.client, threadNumber(conversation), part);
  }

  async findSent(conversation: string, part: Part, lookBack: LookBack): Promise<Sent | undefined> {
    const { id } = await this.#self();
    return findOwn(this.client, threadNumber(conversation), id, part, lookBack, this.#host.now());
  }

  async poll(cursor: string | undefined, scope: PollScope): Promise<PollResult> {
    const context = await this.#context();
    const rooms = scope.all === true ? await joinedRoomThreads(this.client) : [];
    const conversations = [...new Set([...scope.conversations, ...rooms.map(String)])];
    return pollMessages({ client: this.client, context, conversations, now: () => this.#host.now() }, cursor);
  }

  async edit(conversation: string, messageId: string, part: Part): Promise<void> {
    await this.client.saveMessage(threadNumber(conversation), Number(messageId), part.text);
  }

  async delete(conversation: string, messageId: string): Promise<void> {
    await deleteOwn(this.client, threadNumber(conversation), Number(messageId));
  }

  async react(_conversation: string, messageId: string, emoji: string): Promise<void> {
    await setReaction(this.client, (await this.#self()).id, Number(messageId), emoji, true);
  }

  async unreact(_conversation: string, messageId: string, emoji: string): Promise<void> {
    await setReaction(this.client, (await this.#self()).id, Number(messageId), emoji, false);
  }

  async markRead(conversation: string): Promise<void> {
    await this.client.openThreads([threadNumber(conversation)]);
  }

  download(attachment: Attachment): Promise<Uint8Array> {
    return download(this.client, this.home, attachment);
  }

  async createConversation(
    participants: readonly string[],
    options: { name?: string; text?: Root },
  ): Promise<Conversation> {
    const context = await this.#context();
    const thread = await openConversation(this.client, context.self, participants, options);
    await this.#names.learn(thread.participants);
    return toConversation(thread, context);
  }

  async participants(conversation: string): Promise<Participant[]> {
    return this.#identities(await this.client.searchParticipants(threadNumber(conversation)));
  }

  /** People to write to, at most 50. @param search part of a name; some of them for an empty text */
  async findPeople(search = ''): Promise<Identity[]> {
    return this.#identities(await this.client.suggestions(search));
  }

  #identities(people: readonly BmUser[]): Identity[] {
    this.#names.take(people);
    return people.map(({ user_id: id }) => ({
      id: String(id),
      name: this.#names.of(id)?.name ?? `User ${String(id)}`,
    }));
  }

  #self(): Promise<{ id: number; name: string }> {
    this.#me ??= this.#ask().catch((error: unknown) => {
      this.#me = undefined;
      throw error;
    });
    return this.#me;
  }

  /** Nothing says who a guest is but the settings; asking for the name shows whether they are right. */
  async #ask(): Promise<{ id: number; name: string }> {
    if (!('guest' in this.#settings)) return this.client.me();
    const id = -this.#settings.guest.id;
    this.#names.take((await this.client.lazyPool({ users: [id] })).users ?? []);
    return { id, name: this.#names.of(id)?.name ?? `Guest ${String(-id)}` };
  }

  async #context(): Promise<MapContext> {
    return { account: this.account, self: (await this.#self()).id, names: this.#names };
  }
}
