import type { Conversation, Identity, Message, MessageCreated } from '../../model/index.ts';
import { split, wordpress } from '../../text/index.ts';
import type {
  ConnectContext,
  Connection,
  Draft,
  Finding,
  ListOptions,
  LookBack,
  Page,
  Part,
  Platform,
  PollResult,
  Sent,
} from '../contract.ts';
import { capabilities } from './capabilities.ts';
import { checkAccount } from './check.ts';
import { BuddyPressClient } from './client.ts';
import type { ThreadRange } from './conversations.ts';
import { listConversations, listMessages } from './conversations.ts';
import { pollMessages } from './feed.ts';
import type { MapContext } from './map.ts';
import { created, toConversation, toIdentities, toIdentity } from './map.ts';
import { Names } from './names.ts';
import { MOST } from './reading.ts';
import type { BpThread } from './schema.ts';
import { findOwn, ownMessage, threadNumber } from './sending.ts';
import type { BuddyPressSettings } from './settings.ts';
import { settings } from './settings.ts';
import { guardReferences, subjectText } from './text.ts';
import type { NewConversation } from './threads.ts';
import { ThreadOpener } from './threads.ts';

/** Private messages of a BuddyPress site, for one of its members. */
export const buddypress: Platform<BuddyPressSettings> = {
  capabilities,
  settings,
  connect: (accountSettings, context) => new BuddyPressConnection(accountSettings, context),
};

/** One member of one BuddyPress site; see `Connection` for what the members do. */
export class BuddyPressConnection implements Connection {
  readonly account: string;
  readonly capabilities = capabilities;
  readonly secrets: readonly string[];
  readonly home: string;
  /** Everything the API can, with its own extras (stars, metadata, notifications). */
  readonly client: BuddyPressClient;
  readonly #host: ConnectContext['host'];
  readonly #settings: BuddyPressSettings;
  readonly #opener: ThreadOpener;
  readonly #names: Names;
  #me: Promise<{ id: number; name: string }> | undefined;

  constructor(accountSettings: BuddyPressSettings, { account, host }: ConnectContext) {
    this.account = account;
    this.#host = host;
    this.#settings = accountSettings;
    this.home = new URL(accountSettings.url).origin;
    this.secrets = [
      accountSettings.applicationPassword,
      accountSettings.applicationPassword.replaceAll(' ', ''),
    ];
    this.client = new BuddyPressClient(accountSettings, host);
    this.#opener = new ThreadOpener(this.client);
    this.#names = new Names(this.client);
  }

  async whoAmI(): Promise<Identity> {
    const me = await this.#self();
    return { id: String(me.id), name: me.name };
  }

  check(conversations: readonly string[]): Promise<Finding[]> {
    return checkAccount(this.client, this.#settings, conversations);
  }

  async listConversations(options: ListOptions = {}): Promise<Page<Conversation>> {
    return listConversations(this.client, await this.#context(), options);
  }

  async listMessages(conversation: string, range: ThreadRange = {}): Promise<Message[]> {
    return listMessages(this.client, await this.#context(), this.#names, threadNumber(conversation), range);
  }

  created(message: Message): MessageCreated {
    return created(message);
  }

  compose(draft: Draft): Part[] {
    return split(draft.text, wordpress, capabilities.text.maxLength).map((text, index) => ({
      key: `${draft.key}#${String(index)}`,
      text: guardReferences(text),
    }));
  }

  /** A title becomes the subject of the message. */
  async send(conversation: string, part: Part): Promise<Sent> {
    const { id: self } = await this.#self();
    const subject = part.title === undefined ? undefined : subjectText(part.title);
    const thread = await this.client.reply(threadNumber(conversation), part.text, subject);
    return { id: String(ownMessage(thread, self, part.text).id) };
  }

  async findSent(conversation: string, part: Part, lookBack: LookBack): Promise<Sent | undefined> {
    const { id: self } = await this.#self();
    const message = await findOwn(
      this.client,
      threadNumber(conversation),
      self,
      part.text,
      lookBack,
      this.#host.now(),
    );
    return message && { id: String(message.id) };
  }

  async poll(cursor: string | undefined): Promise<PollResult> {
    const context = await this.#context();
    return pollMessages(
      { client: this.client, context, names: this.#names, now: () => this.#host.now() },
      cursor,
    );
  }

  async markRead(conversation: string): Promise<void> {
    await this.client.updateThread(threadNumber(conversation), { read: true });
  }

  async createConversation(participants: readonly string[], options: NewConversation): Promise<Conversation> {
    return toConversation(await this.openThread(participants, options), await this.#context());
  }

  /** Opens a thread, and checks that these people are in it, and no others. */
  async openThread(participants: readonly string[], options: NewConversation): Promise<BpThread> {
    const { id: self } = await this.#self();
    return this.#opener.open(self, participants, options);
  }

  /** The first fifty members with this in their name or login. */
  async findPeople(search?: string): Promise<Identity[]> {
    return (await this.client.findMembers(search, 50)).map(toIdentity);
  }

  async participants(conversation: string): Promise<Identity[]> {
    const people: Identity[] = [];
    for (let page = 1; ; page += 1) {
      const { value } = await this.client.getThread(threadNumber(conversation), {
        messagesPerPage: 1,
        recipientsPerPage: MOST,
        recipientsPage: page,
      });
      people.push(...toIdentities(value));
      if (value.recipients.length < MOST) return people;
    }
  }

  #self(): Promise<{ id: number; name: string }> {
    this.#me ??= this.client.me().catch((error: unknown) => {
      this.#me = undefined;
      throw error;
    });
    return this.#me;
  }

  async #context(): Promise<MapContext> {
    return {
      account: this.account,
      self: (await this.#self()).id,
      nameOf: (userId) => this.#names.of(userId),
    };
  }
}
