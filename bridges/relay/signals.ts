import type { Log } from '../../src/host/index.ts';
import type { ParleyEvent, Signal, SignalType } from '../../src/model/index.ts';
import type { RouteConfig } from '../config/model.ts';
import type { Place } from '../journal/contract.ts';
import type { Account } from './contract.ts';
import { keyOf } from './routing.ts';

/** Services show a sign of typing for five seconds or longer; more often than this helps nobody, milliseconds. */
const TYPING_EVERY_MS = 4000;

export interface SignalsOptions {
  readonly accounts: ReadonlyMap<string, Account>;
  readonly routes: readonly RouteConfig[];
  readonly log: Log;
  readonly now: () => number;
}

/** Passes on what people are doing just now. Nothing is stored, nothing is tried twice. */
export interface Signals {
  /** What somebody is doing; our own account's doings are left out. */
  pass(account: string, signals: readonly Signal[]): void;
  /** Events that tell that somebody has read what we sent. */
  passEvents(account: string, events: readonly ParleyEvent[]): void;
  /** Whether any route wants signals that this account's platform has. */
  wanted(account: string): boolean;
}

export function createSignals({ accounts, routes, log, now }: SignalsOptions): Signals {
  const ways = { typing: new Map<string, Place[]>(), read: new Map<string, Place[]>() };
  const add = (type: SignalType, from: Place, to: Place): void => {
    const places = ways[type].get(keyOf(from)) ?? [];
    if (keyOf(from) === keyOf(to) || places.some((place) => keyOf(place) === keyOf(to))) return;
    ways[type].set(keyOf(from), [...places, to]);
  };
  for (const { from, to, typing, readState } of routes) {
    for (const source of from) {
      for (const target of to) {
        if (typing) add('typing', source, target);
        if (!readState) continue;
        add('read', source, target);
        // Who has read the copies has read the originals.
        add('read', target, source);
      }
    }
  }

  const lastTyping = new Map<string, number>();
  const busy = new Map<string, 'once' | 'again'>();

  const quietly = async (place: Place, call: (() => Promise<void>) | undefined): Promise<void> => {
    try {
      await call?.();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log.debug({ ...place, reason }, 'a signal could not be passed on');
    }
  };

  const type = (place: Place): void => {
    const connection = accounts.get(place.account)?.connection;
    const last = lastTyping.get(keyOf(place));
    if (!connection?.typing || (last !== undefined && now() - last < TYPING_EVERY_MS)) return;
    lastTyping.set(keyOf(place), now());
    void quietly(place, () => connection.typing?.(place.conversation) ?? Promise.resolve());
  };

  /** One call at a time; what comes meanwhile is one more, so that the last one is never lost. */
  const read = (place: Place): void => {
    const connection = accounts.get(place.account)?.connection;
    if (!connection?.markRead) return;
    const key = keyOf(place);
    if (busy.has(key)) {
      busy.set(key, 'again');
      return;
    }
    busy.set(key, 'once');
    void quietly(place, () => connection.markRead?.(place.conversation) ?? Promise.resolve()).then(() => {
      const again = busy.get(key) === 'again';
      busy.delete(key);
      if (again) read(place);
    });
  };

  const reach = (kind: SignalType, from: Place): void => {
    for (const place of ways[kind].get(keyOf(from)) ?? []) {
      if (kind === 'typing') type(place);
      else read(place);
    }
  };

  return {
    pass(account, signals) {
      for (const { type: kind, conversation, author } of signals) {
        if (author.kind !== 'self' && author.kind !== 'system') reach(kind, { account, conversation });
      }
    },
    passEvents(account, events) {
      if (ways.read.size === 0) return;
      for (const event of events) {
        if (event.type === 'message.status' && event.status === 'read') {
          reach('read', { account, conversation: event.conversation });
        }
      }
    },
    wanted(account) {
      const offered = accounts.get(account)?.connection.capabilities.signals ?? [];
      return offered.some((kind) => [...ways[kind].keys()].some((key) => key.startsWith(`${account}:`)));
    },
  };
}
