import { sql } from 'kysely';
import type { Usage, UsageQuery, UsageRow } from '../../bot/contract.ts';
import type { Database } from '../database.ts';
import { query } from '../database.ts';
import type { Places } from '../places.ts';
import { datesIn } from './dates.ts';

/** What a call is charged to. */
export interface Charge {
  readonly turnId: number;
  readonly bot: string;
  readonly placeId: number;
  readonly people: readonly { readonly id: string; readonly name: string }[];
}

/** What calls of models used. */
export class UsageSums {
  readonly #db: Database;
  readonly #places: Places;
  readonly #statements: ReturnType<typeof prepare>;

  constructor(db: Database, places: Places) {
    this.#db = db;
    this.#places = places;
    this.#statements = prepare(db);
  }

  /** To be called inside a transaction. */
  add({ turnId, bot, placeId, people }: Charge, { usage, money }: { usage: Usage; money: number }): void {
    const at = Date.now();
    const { account } = this.#places.place(placeId);
    const { input, output, cached } = usage;
    const row = { turn_id: turnId, bot, place_id: placeId, at, input, output, cached, money };
    const { id } = this.#statements.insert.run(row);
    for (const { id: person, name } of people) {
      this.#statements.insertPerson.run({ usage_id: id, account, person, name, at });
    }
  }

  sum(filter: UsageQuery): UsageRow {
    const [row] = this.#db.all(matching(filter).select(SUMS));
    return row ?? NOTHING;
  }

  /** The newest day or month first, else whoever used most. */
  table(filter: UsageQuery, by: 'person' | 'conversation' | 'day' | 'month' | 'bot'): NamedUsage[] {
    if (by === 'day' || by === 'month') return this.#byTime(filter, by);
    const rows = {
      bot: () => this.#byBot(filter),
      conversation: () => this.#byConversation(filter),
      person: () => this.#byPerson(filter),
    }[by]();
    const tokens = (row: UsageRow): number => row.input + row.output;
    return rows.toSorted((a, b) => b.money - a.money || tokens(b) - tokens(a));
  }

  #byBot(filter: UsageQuery): NamedUsage[] {
    return this.#db.all(matching(filter).select(SUMS).select('usage.bot as name').groupBy('usage.bot'));
  }

  #byConversation(filter: UsageQuery): NamedUsage[] {
    const name = sql<string>`places.account || ':' || places.conversation`.as('name');
    return this.#db.all(matching(filter).select(SUMS).select(name).groupBy('usage.place_id'));
  }

  /** A call for several people stands in the row of each. */
  #byPerson(filter: UsageQuery): NamedUsage[] {
    let rows = matching(filter)
      .innerJoin('usage_people', 'usage_people.usage_id', 'usage.id')
      .select(SUMS)
      // With max(), SQLite takes the other columns from the row of the maximum: here the latest name.
      .select(['usage_people.account', 'usage_people.person', 'usage_people.name', LATEST])
      .groupBy(['usage_people.account', 'usage_people.person']);
    if (filter.person !== undefined) rows = rows.where('usage_people.person', '=', filter.person);
    return this.#db
      .all(rows)
      .map(({ account, person, name, turns, calls, input, output, cached, money }) => ({
        name: `${name} (${account}:${person})`,
        ...{ turns, calls, input, output, cached, money },
      }));
  }

  /** @param span what days or months are named by, of `2026-11-20` */
  #byTime(filter: UsageQuery, span: 'day' | 'month'): NamedUsage[] {
    const dates = datesIn(filter.timeZone ?? 'UTC');
    const columns = ['turn_id', 'at', 'input', 'output', 'cached', 'money'] as const;
    const rows = this.#db.all(matching(filter).select(columns).orderBy('at', 'desc'));
    const spans = Map.groupBy(rows, ({ at }) => dates(at).slice(0, span === 'day' ? 10 : 7));
    return [...spans].map(([name, calls]) => ({
      name,
      turns: new Set(calls.map(({ turn_id }) => turn_id)).size,
      calls: calls.length,
      input: total(calls, 'input'),
      output: total(calls, 'output'),
      cached: total(calls, 'cached'),
      money: total(calls, 'money'),
    }));
  }
}

/** The sum of one column. */
export function total<Column extends string>(
  rows: readonly Readonly<Record<Column, number>>[],
  column: Column,
): number {
  return rows.reduce((sum, row) => sum + row[column], 0);
}

type NamedUsage = UsageRow & { readonly name: string };

const NOTHING: UsageRow = { turns: 0, calls: 0, input: 0, output: 0, cached: 0, money: 0 };
const LATEST = sql<number>`max(usage_people.at)`.as('latest');
const SUMS = [
  sql<number>`count(distinct usage.turn_id)`.as('turns'),
  sql<number>`count(*)`.as('calls'),
  sql<number>`coalesce(sum(usage.input), 0)`.as('input'),
  sql<number>`coalesce(sum(usage.output), 0)`.as('output'),
  sql<number>`coalesce(sum(usage.cached), 0)`.as('cached'),
  sql<number>`coalesce(sum(usage.money), 0.0)`.as('money'),
] as const;

function matching({ bot, account, conversation, person, since }: UsageQuery) {
  let rows = query.selectFrom('usage').innerJoin('places', 'places.id', 'usage.place_id');
  if (account !== undefined) rows = rows.where('places.account', '=', account);
  if (conversation !== undefined) rows = rows.where('places.conversation', '=', conversation);
  if (person === undefined) {
    rows = rows.where('usage.at', '>=', since);
    return bot === undefined ? rows : rows.where('usage.bot', '=', bot);
  }
  const theirs = query
    .selectFrom('usage_people')
    .select('usage_id')
    .where('person', '=', person)
    .where('at', '>=', since);
  rows = rows.where('usage.id', 'in', theirs);
  // The plus keeps SQLite from going through everything of the bot for the few calls of one person.
  return bot === undefined ? rows : rows.where(sql`+usage.bot`, '=', bot);
}

interface NewUsage extends Usage {
  turn_id: number;
  bot: string;
  place_id: number;
  at: number;
  money: number;
}

interface NewPerson {
  usage_id: number;
  account: string;
  person: string;
  name: string;
  at: number;
}

function prepare(db: Database) {
  return {
    insert: db.prepare<unknown, NewUsage>((value) =>
      query.insertInto('usage').values({
        turn_id: value('turn_id'),
        bot: value('bot'),
        place_id: value('place_id'),
        at: value('at'),
        input: value('input'),
        output: value('output'),
        cached: value('cached'),
        money: value('money'),
      }),
    ),
    insertPerson: db.prepare<unknown, NewPerson>((value) =>
      query.insertInto('usage_people').values({
        usage_id: value('usage_id'),
        account: value('account'),
        person: value('person'),
        name: value('name'),
        at: value('at'),
      }),
    ),
  };
}
