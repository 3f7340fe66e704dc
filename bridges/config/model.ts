import type { FeedKind } from '../../src/platforms/index.ts';
import type { PlatformName } from '../../src/model/index.ts';
import type { Place } from '../journal/contract.ts';

/** A checked configuration: every reference resolved, every default filled in. */
export interface Config {
  readonly accounts: readonly AccountConfig[];
  readonly routes: readonly RouteConfig[];
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
