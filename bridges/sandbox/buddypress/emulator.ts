import type {
  EmulatedConversation,
  EmulatedMessage,
  EmulatedPerson,
  Emulator,
  EmulatorOptions,
  EmulatorServer,
  FaultBox,
  SayInput,
  SteppedClock,
} from '../kit/index.ts';
import type { Person } from './people.ts';
import { applicationPassword } from '../wordpress/sign-in.ts';
import type { SeededThread } from './seed.ts';
import { PARLEY } from './seed.ts';
import type { ApiVersion, SignIn, Site, Switches } from './site.ts';
import type { Store } from './store.ts';
import { decodeEntities, shownText, storedMessage, storedSubject } from './text/index.ts';
import { typed } from './typed.ts';

export interface BuddyPressOptions extends EmulatorOptions {
  /** The generation of the REST API. @default 'v2' */
  readonly version?: ApiVersion;
  /** BuddyPress up to 14 as shipped, to which an application password says nothing. v1 only. @default false */
  readonly strictCoreApplicationPasswords?: boolean;
  /** Whether the site starts with conversations of Parley's account or without any. @default true */
  readonly seeded?: boolean;
  /** When the site learns who calls. @default what the version does where it works */
  readonly signIn?: SignIn;
}

/** What the BuddyPress emulator has beyond the others. */
export interface BuddyPressExtras {
  readonly version: ApiVersion;
  /** May be changed at any time. */
  readonly switches: Switches;
  /** The tables, for what no person and no call of the API can bring about. */
  readonly store: Store;
  /** Login and application password of a user. */
  credentials(userId: number): { readonly user: string; readonly applicationPassword: string };
  /** Opens a thread as a person. */
  open(input: { as: string; to: readonly string[]; subject?: string; text: string }): { id: string };
  /** Removes a user from WordPress; his messages stay. */
  deleteUser(userId: number): void;
}

export class BuddyPressEmulator implements Emulator, BuddyPressExtras {
  readonly platform = 'buddypress';
  readonly #site: Site;
  readonly #server: EmulatorServer;
  readonly #seeded: readonly SeededThread[];
  readonly #listeners: Set<(conversation: string) => void>;
  readonly faults: FaultBox;

  constructor(
    site: Site,
    parts: {
      server: EmulatorServer;
      faults: FaultBox;
      seeded: readonly SeededThread[];
      listeners: Set<(conversation: string) => void>;
    },
  ) {
    this.#site = site;
    this.#server = parts.server;
    this.#seeded = parts.seeded;
    this.#listeners = parts.listeners;
    this.faults = parts.faults;
  }

  get origin(): string {
    return this.#server.origin;
  }
  get clock(): SteppedClock {
    return this.#site.clock;
  }
  get version(): ApiVersion {
    return this.#site.version;
  }
  get switches(): Switches {
    return this.#site.switches;
  }
  get store(): Store {
    return this.#site.store;
  }

  accountSettings(): Record<string, unknown> {
    return { url: this.origin, ...this.credentials(PARLEY.id) };
  }

  conversations(): readonly EmulatedConversation[] {
    return this.#seeded;
  }

  people(): readonly EmulatedPerson[] {
    return [...this.#site.people.values()]
      .filter(({ id }) => id !== PARLEY.id)
      .map((person) => ({ id: String(person.id), name: shownName(person) }));
  }

  credentials(userId: number): { readonly user: string; readonly applicationPassword: string } {
    const { login } = this.#person(userId);
    return { user: login, applicationPassword: applicationPassword(login) };
  }

  say({ conversation, as, text }: SayInput): Promise<{ id: string }> {
    const thread = Number(conversation);
    const sender = this.#person(Number(as));
    const first = this.store.messagesOf(thread)[0];
    if (!first) return Promise.reject(new Error(`there is no thread ${conversation}`));
    if (!this.store.mayUse(thread, sender.id) && !sender.moderator) {
      return Promise.reject(new Error(`${sender.login} is not in thread ${conversation}`));
    }
    if (text === '') return Promise.reject(new Error('BuddyPress sends no empty message'));
    const { id } = this.store.add(thread, {
      sender: sender.id,
      subject: storedSubject(`Re: ${first.subject.replace(/^Re: /, '')}`),
      text: storedMessage(typed(text)),
      second: this.#second(),
    });
    this.#site.changed(thread);
    return Promise.resolve({ id: String(id) });
  }

  open({ as, to, subject, text }: { as: string; to: readonly string[]; subject?: string; text: string }): {
    id: string;
  } {
    const thread = this.store.nextThread();
    this.store.add(
      thread,
      {
        sender: this.#person(Number(as)).id,
        subject: storedSubject(typed(subject ?? 'No Subject')),
        text: storedMessage(typed(text)),
        second: this.#second(),
      },
      to.map((id) => this.#person(Number(id)).id),
    );
    this.#site.changed(thread);
    return { id: String(thread) };
  }

  edit(): Promise<void> {
    return Promise.reject(new Error('BuddyPress messages cannot be edited'));
  }
  delete(): Promise<void> {
    return Promise.reject(new Error('single BuddyPress messages cannot be deleted'));
  }
  react(): Promise<void> {
    return Promise.reject(new Error('BuddyPress messages have no reactions'));
  }

  read(conversation: string): Promise<readonly EmulatedMessage[]> {
    const messages = [...this.store.messagesOf(Number(conversation))]
      .sort((a, b) => a.id - b.id)
      .map((message) => {
        const person = this.#site.people.get(message.sender);
        return {
          id: String(message.id),
          author: String(message.sender),
          authorName: person ? shownName(person) : 'Deleted User',
          own: message.sender === PARLEY.id,
          stored: message.text,
          shown: shownText(message.text),
          sentAt: new Date(message.second * 1000).toISOString(),
          edited: false,
        };
      });
    return Promise.resolve(messages);
  }

  onChange(listener: (conversation: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  deleteUser(userId: number): void {
    this.#site.people.delete(userId);
  }

  close(): Promise<void> {
    return this.#server.close();
  }

  #person(id: number): Person {
    const person = this.#site.people.get(id);
    if (!person) throw new Error(`there is no user ${String(id)}`);
    return person;
  }

  #second(): number {
    return Math.floor(this.clock.now() / 1000);
  }
}

/** A name as people read it. */
function shownName({ displayName }: Person): string {
  return decodeEntities(displayName);
}
