import type { Log } from '../../src/host/index.ts';
import type { Conversation } from '../../src/model/index.ts';
import type { Connection } from '../../src/platforms/index.ts';
import type { BotConfig, Manners } from '../config/bot-model.ts';
import type { PersonConfig } from '../config/model.ts';
import type { Journal, Place } from '../journal/contract.ts';
import type { Surroundings } from './parts.ts';

/** Pages of conversations that are looked through for the name of one. */
const MOST_PAGES = 5;
const PAGE = 100;

export interface SurroundingsOptions {
  readonly bot: BotConfig;
  readonly connectionOf: (account: string) => Connection;
  readonly people: readonly PersonConfig[];
  readonly journal: Journal;
  readonly log: Log;
  now(): number;
}

/** Looks up what the parts of a bot are told of a conversation. @throws {ServiceError} when it cannot say who we are */
export async function surroundingsOf(
  place: Place,
  manners: Manners,
  { bot, connectionOf, people, journal, log, now }: SurroundingsOptions,
): Promise<Surroundings> {
  const connection = connectionOf(place.account);
  const self = await connection.whoAmI();
  const conversation = await conversationOf(connection, place.conversation, log);
  return { bot, manners, place, connection, self, conversation, people, store: journal.turns, log, now };
}

/** Name and kind of a conversation. One that the service does not list is taken for a group, or for one of two. */
async function conversationOf(
  connection: Connection,
  id: string,
  log: Log,
): Promise<Pick<Conversation, 'name' | 'kind'>> {
  try {
    let cursor: string | undefined;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const options = { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) };
      const { items, next } = await connection.listConversations(options);
      const found = items.find((one) => one.id === id);
      if (found) return { name: found.name, kind: found.kind };
      if (next === undefined) break;
      cursor = next;
    }
    const there = await connection.participants?.(id);
    return { name: id, kind: there !== undefined && there.length <= 2 ? 'direct' : 'group' };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    log.debug({ account: connection.account, conversation: id, reason }, 'a conversation has no name');
    return { name: id, kind: 'group' };
  }
}
