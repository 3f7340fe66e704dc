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
import { applicationPassword } from '../wordpress/sign-in.ts';
import * as acting from './acting.ts';
import { markRead } from './actions/touch.ts';
import type { SeededThread } from './seed.ts';
import { PARLEY } from './seed.ts';
import type { SiteSettings } from './settings.ts';
import { cookieOf, nonceOf } from './sign-in.ts';
import type { Site } from './site.ts';

export interface BetterMessagesOptions extends EmulatorOptions {
  /** Whether the site starts with conversations of Parley's account or without any. @default true */
  readonly seeded?: boolean;
  /**
   * Whether the plugin's options stand as after its installation: editing, deleting, uploads and guests off.
   * Otherwise they are on, as an administrator sets them for Parley. @default false
   */
  readonly freshInstall?: boolean;
  /** Options of the plugin that differ from that. */
  readonly settings?: Partial<SiteSettings>;
}

/** What the Better Messages emulator has beyond the others. */
export interface BetterMessagesExtras {
  /** The plugin's options; may be changed at any time. */
  readonly settings: SiteSettings;
  /** The site behind the API, for what no person and no call can bring about. */
  readonly site: Site;
  /** Login and application password of a user. */
  credentials(userId: number): { readonly user: string; readonly applicationPassword: string };
  /** The headers that a guest sends along. */
  guestHeaders(userId: number): Record<string, string>;
  /** What a user's browser sends: the cookie, and a nonce that counts just now. */
  browserHeaders(userId: number): Record<string, string>;
  /** A message comes in whose time lies before now, as one that waited on a phone: polls do not show it. */
  sayLate(input: SayInput & { readonly secondsAgo: number }): Promise<{ id: string }>;
}

export class BetterMessagesEmulator implements Emulator, BetterMessagesExtras {
  readonly platform = 'better-messages';
  readonly site: Site;
  readonly faults: FaultBox;
  readonly #server: EmulatorServer;
  readonly #seeded: readonly SeededThread[];
  readonly #listeners: Set<(conversation: string) => void>;

  constructor(
    site: Site,
    parts: {
      server: EmulatorServer;
      faults: FaultBox;
      seeded: readonly SeededThread[];
      listeners: Set<(conversation: string) => void>;
    },
  ) {
    this.site = site;
    this.#server = parts.server;
    this.#seeded = parts.seeded;
    this.#listeners = parts.listeners;
    this.faults = parts.faults;
  }

  get origin(): string {
    return this.#server.origin;
  }
  get clock(): SteppedClock {
    return this.site.clock;
  }
  get settings(): SiteSettings {
    return this.site.settings;
  }

  /** Of a user who may do what the site's options let every user do; see `BetterMessagesOptions.freshInstall`. */
  accountSettings(): Record<string, unknown> {
    return { url: this.origin, ...this.credentials(PARLEY.id) };
  }

  conversations(): readonly EmulatedConversation[] {
    return this.#seeded;
  }

  people(): readonly EmulatedPerson[] {
    const users = [...this.site.people.values()].filter(({ id }) => id !== PARLEY.id);
    const guests = [...this.site.guests.values()].filter(({ bot }) => bot === undefined);
    return [
      ...users.map(({ id, name }) => ({ id: String(id), name })),
      ...guests.map(({ id, name }) => ({ id: String(-id), name })),
    ];
  }

  credentials(userId: number): { readonly user: string; readonly applicationPassword: string } {
    const login = this.site.people.get(userId)?.login;
    if (login === undefined) throw new Error(`there is no user ${String(userId)}`);
    return { user: login, applicationPassword: applicationPassword(login) };
  }

  guestHeaders(userId: number): Record<string, string> {
    const guest = this.site.guests.get(-userId);
    if (!guest) throw new Error(`there is no guest ${String(userId)}`);
    return { 'BM-Guest-ID': String(guest.id), 'BM-Guest-Secret': guest.secret };
  }

  browserHeaders(userId: number): Record<string, string> {
    return { Cookie: cookieOf(this.site, userId), 'X-WP-Nonce': nonceOf(this.site, userId) };
  }

  say(input: SayInput): Promise<{ id: string }> {
    return promised(() => acting.say(this.site, input));
  }

  sayLate({ secondsAgo, ...input }: SayInput & { readonly secondsAgo: number }): Promise<{ id: string }> {
    return promised(() => acting.say(this.site, input, this.site.stamps.reading() - secondsAgo * 10_000));
  }

  edit(input: { conversation: string; id: string; as: string; text: string }): Promise<void> {
    return promised(() => {
      acting.edit(this.site, input);
    });
  }

  delete(input: { conversation: string; id: string; as: string }): Promise<void> {
    return promised(() => {
      acting.erase(this.site, input);
    });
  }

  react(input: {
    conversation: string;
    id: string;
    as: string;
    emoji: string;
    remove?: boolean;
  }): Promise<void> {
    return promised(() => {
      acting.react(this.site, input);
    });
  }

  see({ conversation, as }: { conversation: string; as: string }): Promise<void> {
    return promised(() => {
      const { site } = this;
      markRead(site, acting.threadNamed(site, conversation), acting.personNamed(site, as));
    });
  }

  read(conversation: string): Promise<readonly EmulatedMessage[]> {
    return promised(() => acting.read(this.site, conversation));
  }

  onChange(listener: (conversation: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): Promise<void> {
    return this.#server.close();
  }
}

/** What the call gives or throws, as a promise. */
function promised<T>(call: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(call());
  });
}
