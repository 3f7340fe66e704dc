import type { FeedKind } from '../../src/platforms/index.ts';
import type { AttachmentKind, AuthorKind, PlatformName } from '../../src/model/index.ts';
import type { Place } from '../journal/contract.ts';
import type { BotConfig } from './bot-model.ts';

/** A checked configuration: every reference resolved, every default filled in. */
export interface Config {
  readonly accounts: readonly AccountConfig[];
  readonly routes: readonly RouteConfig[];
  readonly people: readonly PersonConfig[];
  readonly bots: readonly BotConfig[];
  readonly journal: JournalConfig;
  readonly web: WebConfig;
  readonly log: LogConfig;
}

export interface AccountConfig {
  readonly name: string;
  readonly platform: PlatformName;
  /** How events come in; one of the platform's feeds. @default the platform's first that the settings allow */
  readonly feed: FeedKind;
  /** Time between two polls, milliseconds; for `webhook`, between two safety polls. */
  readonly pollEveryMs: number;
  /** Overrides of the platform's own rates. */
  readonly rate: {
    readonly concurrency?: number;
    readonly perSecond?: number;
    readonly perConversationPerSecond?: number;
  };
  /** Already parsed by the platform's own schema. */
  readonly settings: unknown;
}

/** A standing order: every event of a `from` goes to each `to` that is another conversation. */
export interface RouteConfig {
  readonly name: string;
  readonly from: readonly Place[];
  readonly to: readonly Place[];
  /** How an author is named on copies: a text with `{name}`, `{platform}`, `{account}`. @default '{name}' */
  readonly nickname?: string;
  /** What stands before the text where a platform shows no author: a text with `{nickname}`. @default '{nickname}:' */
  readonly prefix?: string;
  /**
   * What becomes of a reaction that the destination cannot show itself. `tell`: a line under the copy, kept up to
   * date, or a message of its own where copies cannot be changed; `native`: nothing; `off`: no reactions at all.
   * @default 'tell'
   */
  readonly reactions?: 'tell' | 'native' | 'off';
  /** Whether it is shown on the other side that somebody is writing. @default false */
  readonly typing?: boolean;
  /** Whether what was read on one side is marked as read on the other. @default false */
  readonly readState?: boolean;
  /** Tried in order on every message; none when absent. */
  readonly rules?: readonly Rule[];
}

/** A rule of a route: what it is for, and what it does to it. */
export interface Rule {
  readonly when: Condition & {
    /** These must not hold together. */
    readonly not?: Condition;
  };
  readonly act:
    | { readonly do: 'drop' }
    | { readonly do: 'keep' }
    | { readonly do: 'replace'; readonly find: Pattern; readonly with: string }
    | { readonly do: 'prefix'; readonly with: string };
}

/** What a message has to be like. All that is named has to hold; of a list, one is enough. */
export interface Condition {
  /** The message comes from such an account, or from this very conversation. */
  readonly from?: readonly Whereabouts[];
  readonly to?: readonly Whereabouts[];
  /** Fits the author's name. Names are chosen by the people themselves. */
  readonly author?: readonly Pattern[];
  /** The author's id on the platform. */
  readonly authorId?: readonly string[];
  readonly authorKind?: readonly AuthorKind[];
  /** Fits the text as a person reads it. */
  readonly text?: readonly Pattern[];
  /** The message is text only, or has an attachment of such a kind. */
  readonly kind?: readonly (AttachmentKind | 'text')[];
}

/** An account, or one conversation of it. */
export interface Whereabouts {
  readonly account: string;
  readonly conversation?: string;
}

/** What to look for in a text that strangers write: in linear time, whatever it is. */
export interface Pattern {
  /** As it stands in the configuration. */
  readonly source: string;
  matches(text: string): boolean;
  /**
   * Every place that fits replaced, line by line.
   * @param effort what it may cost; is used up
   * @returns undefined where that would take more than the effort left
   */
  replace(text: string, by: string, effort: Effort): string | undefined;
}

/** How much comparing a message may cost: characters looked at, or nearly so. */
export interface Effort {
  left: number;
}

/** One person's ids on several accounts, so that a mention reaches them on each. */
export interface PersonConfig {
  /** Also the handle that a plain `@name` in a text names them by. */
  readonly name: string;
  /** By account. */
  readonly ids: Readonly<Record<string, string>>;
}

export interface JournalConfig {
  /** Path of the SQLite file. */
  readonly path: string;
  /** Settled deliveries and their events are forgotten after so many days; links stay. */
  readonly keepDays: number;
}

export interface WebConfig {
  readonly host: string;
  readonly port: number;
  /** Needed for pages and API when `host` is not a loopback address. */
  readonly token?: string;
  /** Address under which services reach this daemon; needed to register webhooks. No slash at the end. */
  readonly publicUrl?: string;
  /** Largest webhook body, bytes. */
  readonly maxBodyBytes: number;
}

export interface LogConfig {
  readonly level: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** `auto`: pretty on a terminal, JSON lines elsewhere. */
  readonly format: 'auto' | 'json' | 'pretty';
}
