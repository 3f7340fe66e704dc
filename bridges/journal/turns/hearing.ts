import { sql } from 'kysely';
import type { Heard } from '../../bot/contract.ts';
import type { ParleyEvent } from '../../../src/model/index.ts';
import type { Database } from '../database.ts';
import { query } from '../database.ts';
import type { Places } from '../places.ts';
import type { Said } from './said.ts';
import { parseMessage } from './said.ts';

/** The notes of bots: who is to judge what. What writes is to be called inside a transaction. */
export class Hearing {
  readonly #places: Places;
  readonly #said: Said;
  readonly #statements: ReturnType<typeof prepare>;

  constructor(db: Database, places: Places, said: Said) {
    this.#places = places;
    this.#said = said;
    this.#statements = prepare(db);
  }

  /** Notes a new message for bots. What edits or deletes a message changes what they have heard. */
  note(placeId: number, event: ParleyEvent, bots: readonly string[], receivedAt: number): void {
    if (event.type === 'message.edited') this.#said.change(placeId, event.message);
    if (event.type === 'message.deleted') this.#takeBack(placeId, event.messageId);
    if (event.type !== 'message.created' || bots.length === 0) return;
    const said_id = this.#said.keep(placeId, event.message, receivedAt);
    for (const bot of bots) {
      this.#statements.insert.run({ bot, place_id: placeId, said_id, received_at: receivedAt });
    }
  }

  waiting(bot: string): Heard[] {
    return this.#statements.waiting.all({ bot }).map((row) => this.#toHeard(row));
  }

  waitingIn(bot: string, placeId: number): Heard[] {
    return this.#statements.waitingIn.all({ bot, place_id: placeId }).map((row) => this.#toHeard(row));
  }

  ofTurn(turnId: number): Heard[] {
    return this.#statements.ofTurn.all({ turn_id: turnId }).map((row) => this.#toHeard(row));
  }

  ignore(id: number, why: string): void {
    this.#statements.ignore.run({ id, why });
  }

  /**
   * Takes a note into a turn. One whose message was deleted since is left out.
   * @throws when it is in a turn already, or was judged not to be answered
   */
  take(id: number, turnId: number): void {
    if (this.#statements.take.run({ id, turn_id: turnId }).changes > 0) return;
    const row = this.#statements.state.get({ id });
    if (row?.why === 'deleted') return;
    throw new Error(
      `The note ${String(id)} cannot be answered by turn ${String(turnId)}: it is ${row?.state ?? 'unknown'}.`,
    );
  }

  /** Everybody whose messages a turn answers. */
  peopleOf(turnId: number): { readonly id: string; readonly name: string }[] {
    const names = new Map(this.ofTurn(turnId).map(({ message }) => [message.author.id, message.author.name]));
    return [...names].map(([id, name]) => ({ id, name }));
  }

  #takeBack(placeId: number, messageId: string): void {
    const said_id = this.#said.remove(placeId, messageId);
    if (said_id !== undefined) this.#statements.ignoreDeleted.run({ said_id });
  }

  #toHeard({ id, bot, place_id, body, received_at }: HeardRow): Heard {
    return {
      id,
      bot,
      place: this.#places.place(place_id),
      message: parseMessage(body),
      receivedAt: received_at,
    };
  }
}

/** Written out, as it stands in the index of what waits, or that would not be used. */
const WAITING = sql.lit('waiting');

interface HeardRow {
  id: number;
  bot: string;
  place_id: number;
  body: string;
  received_at: number;
}

function prepare(db: Database) {
  const rows = () =>
    query
      .selectFrom('heard')
      .innerJoin('said', 'said.id', 'heard.said_id')
      .select(['heard.id', 'heard.bot', 'heard.place_id', 'said.body', 'heard.received_at'])
      .orderBy('heard.id');
  return {
    insert: db.prepare<unknown, { bot: string; place_id: number; said_id: number; received_at: number }>(
      (value) =>
        query
          .insertInto('heard')
          .values({
            bot: value('bot'),
            place_id: value('place_id'),
            said_id: value('said_id'),
            received_at: value('received_at'),
            state: 'waiting',
          })
          .onConflict((c) => c.doNothing()),
    ),
    waiting: db.prepare<HeardRow, { bot: string }>((value) =>
      rows().where('heard.state', '=', WAITING).where('heard.bot', '=', value('bot')),
    ),
    waitingIn: db.prepare<HeardRow, { bot: string; place_id: number }>((value) =>
      rows()
        .where('heard.state', '=', WAITING)
        .where('heard.bot', '=', value('bot'))
        .where('heard.place_id', '=', value('place_id')),
    ),
    ofTurn: db.prepare<HeardRow, { turn_id: number }>((value) =>
      rows().where('heard.turn_id', '=', value('turn_id')),
    ),
    state: db.prepare<{ state: string; why: string | null }, { id: number }>((value) =>
      query.selectFrom('heard').select(['state', 'why']).where('id', '=', value('id')),
    ),
    ignore: db.prepare<unknown, { id: number; why: string }>((value) =>
      ignoring(value('why')).where('id', '=', value('id')),
    ),
    ignoreDeleted: db.prepare<unknown, { said_id: number }>((value) =>
      ignoring('deleted').where('said_id', '=', value('said_id')),
    ),
    take: db.prepare<unknown, { id: number; turn_id: number }>((value) =>
      query
        .updateTable('heard')
        .set({ state: 'taken', turn_id: value('turn_id') })
        .where('id', '=', value('id'))
        .where('state', '=', WAITING),
    ),
  };
}

function ignoring(why: string) {
  return query.updateTable('heard').set({ state: 'ignored', why }).where('state', '=', WAITING);
}
