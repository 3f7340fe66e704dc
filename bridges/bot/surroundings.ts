import type { Log } from '../../src/host/index.ts';
import type { ErrorKind } from '../../src/host/index.ts';
import { ServiceError } from '../../src/host/index.ts';
import type { Conversation } from '../../src/model/index.ts';
import type { Connection } from '../../src/platforms/index.ts';
import type { BotConfig, Manners } from '../config/bot-model.ts';
import type { PersonConfig } from '../config/model.ts';
import type { Journal, Place } from '../journal/contract.ts';
import type { Surroundings } from './parts.ts';

/** Pages of conversations that are looked through. */
const MOST_PAGES = 5;
const PAGE = 100;
/** Without knowing whether it is a conversation of two, a bot would be silent where it is to speak: so it waits. */
const PASSING: ReadonlySet<ErrorKind> = new Set(['unavailable', 'rate-limited', 'auth']);
/** A name is good for so long, milliseconds. */
const KNOWN_FOR_MS = 600_000;
/** An account's conversations are listed no more often than this, milliseconds: some services allow few such calls. */
const LIST_EVERY_MS = 60_000;

export interface SurroundingsOptions {
  readonly bot: BotConfig;
  readonly connectionOf: (account: string) => Connection;
  readonly conversations: Conversations;
  readonly people: readonly PersonConfig[];
  readonly journal: Journal;
  readonly log: Log;
  now(): number;
}

/**
 * Looks up what the parts of a bot are told of a conversation.
 * @throws {ServiceError} while the service cannot say who we are, or what it has
 */
export async function surroundingsOf(
  place: Place,
  manners: Manners,
  { bot, connectionOf, conversations, people, journal, log, now }: SurroundingsOptions,
): Promise<Surroundings> {
  const connection = connectionOf(place.account);
  const self = await connection.whoAmI();
  const conversation = await conversations.find(connection, place.conversation);
  return { bot, manners, place, connection, self, conversation, people, store: journal.turns, log, now };
}

type Known = Pick<Conversation, 'name' | 'kind'>;

/** Names and kinds of conversations, remembered for all bots. */
export interface Conversations {
  /** One that the service does not list is taken for a group, or for one of two. @throws {ServiceError} that may pass */
  find(connection: Connection, id: string): Promise<Known>;
}

export function createConversations(log: Log, now: () => number): Conversations {
  const known = new Map<string, { readonly is: Known; readonly until: number }>();
  const listed = new Map<string, { readonly at: number; readonly done: Promise<void> }>();
  const nameOf = (account: string, id: string): string => `${account}:${id}`;

  const note = (account: string, { id, name, kind }: Conversation): void => {
    known.set(nameOf(account, id), { is: { name, kind }, until: now() + KNOWN_FOR_MS });
  };

  const list = async (connection: Connection): Promise<void> => {
    let cursor: string | undefined;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const options = { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) };
      const { items, next } = await connection.listConversations(options);
      for (const item of items) note(connection.account, item);
      if (next === undefined) return;
      cursor = next;
    }
  };

  /** Lists once for all who want to know at the same time. */
  const listing = (connection: Connection): Promise<void> => {
    const last = listed.get(connection.account);
    if (last && now() - last.at < LIST_EVERY_MS && now() >= last.at) return last.done;
    const done = list(connection);
    listed.set(connection.account, { at: now(), done });
    // What failed is asked for again at once by whoever comes next.
    done.catch(() => listed.delete(connection.account));
    return done;
  };

  const guess = async (connection: Connection, id: string): Promise<Known> => {
    const there = await connection.participants?.(id);
    const kind = there !== undefined && there.length <= 2 ? 'direct' : 'group';
    note(connection.account, { id, name: id, kind });
    return { name: id, kind };
  };

  return {
    async find(connection, id) {
      const fresh = () => {
        const one = known.get(nameOf(connection.account, id));
        return one && one.until > now() ? one.is : undefined;
      };
      try {
        const before = fresh();
        if (before) return before;
        await listing(connection);
        return fresh() ?? (await guess(connection, id));
      } catch (error) {
        if (error instanceof ServiceError && PASSING.has(error.kind)) throw error;
        const reason = error instanceof Error ? error.message : String(error);
        log.debug({ account: connection.account, conversation: id, reason }, 'a conversation has no name');
        return { name: id, kind: 'group' };
      }
    },
  };
}
