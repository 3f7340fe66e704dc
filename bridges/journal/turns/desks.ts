import type { DeskState } from '../../bot/contract.ts';
import type { Place } from '../contract.ts';
import type { Database } from '../database.ts';
import { query } from '../database.ts';
import type { Places } from '../places.ts';

/** What bots keep of their conversations. What writes is to be called inside a transaction. */
export class Desks {
  readonly #places: Places;
  readonly #statements: ReturnType<typeof prepare>;

  constructor(db: Database, places: Places) {
    this.#places = places;
    this.#statements = prepare(db);
  }

  state(bot: string, place: Place): DeskState {
    const place_id = this.#places.known(place);
    const row = place_id === undefined ? undefined : this.#statements.find.get({ bot, place_id });
    return row ? parseState(row.state) : {};
  }

  save(bot: string, place: Place, state: DeskState): void {
    this.#statements.save.run({
      bot,
      place_id: this.#places.idOf(place),
      state: toBody(state),
      wakes_at: wakesAt(state),
    });
  }

  /** Those where something ends by itself. */
  waking(bot: string): { readonly place: Place; readonly state: DeskState }[] {
    return this.#statements.waking
      .all({ bot })
      .map((row) => ({ place: this.#places.place(row.place_id), state: parseState(row.state) }));
  }

  /** Marks a thing as told. @returns false when it was already */
  tellOnce(bot: string, name: string): boolean {
    return this.#statements.tell.run({ bot, name, at: Date.now() }).changes > 0;
  }
}

function wakesAt({ mutedUntil, handover }: DeskState): number | null {
  const times = [mutedUntil, handover?.returnAt].filter(
    (time) => time !== undefined && Number.isFinite(time),
  );
  return times.length > 0 ? Math.min(...times.map(Number)) : null;
}

/** JSON has no number for "until told otherwise". */
const FOREVER = 'forever';

function toBody(state: DeskState): string {
  return JSON.stringify(state.mutedUntil === Infinity ? { ...state, mutedUntil: FOREVER } : state);
}

/** The journal wrote it itself, from a `DeskState`. */
function parseState(body: string): DeskState {
  return JSON.parse(body, (key, value: unknown) =>
    key === 'mutedUntil' && value === FOREVER ? Infinity : value,
  ) as DeskState;
}

interface DeskRow {
  bot: string;
  place_id: number;
  state: string;
  wakes_at: number | null;
}

function prepare(db: Database) {
  return {
    find: db.prepare<{ state: string }, { bot: string; place_id: number }>((value) =>
      query
        .selectFrom('desks')
        .select('state')
        .where('bot', '=', value('bot'))
        .where('place_id', '=', value('place_id')),
    ),
    save: db.prepare<unknown, DeskRow>((value) =>
      query
        .insertInto('desks')
        .values({
          bot: value('bot'),
          place_id: value('place_id'),
          state: value('state'),
          wakes_at: value('wakes_at'),
        })
        .onConflict((c) =>
          c.columns(['bot', 'place_id']).doUpdateSet((set) => ({
            state: set.ref('excluded.state'),
            wakes_at: set.ref('excluded.wakes_at'),
          })),
        ),
    ),
    waking: db.prepare<{ place_id: number; state: string }, { bot: string }>((value) =>
      query
        .selectFrom('desks')
        .select(['place_id', 'state'])
        .where('bot', '=', value('bot'))
        .where('wakes_at', 'is not', null)
        .orderBy('wakes_at'),
    ),
    tell: db.prepare<unknown, { bot: string; name: string; at: number }>((value) =>
      query
        .insertInto('told')
        .values({ bot: value('bot'), name: value('name'), at: value('at') })
        .onConflict((c) => c.doNothing()),
    ),
  };
}
