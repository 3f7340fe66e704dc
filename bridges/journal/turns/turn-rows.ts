import { sql } from 'kysely';
import type { ToolCall, Turn, TurnState, TurnStep } from '../../bot/contract.ts';
import type { Database } from '../database.ts';
import { query } from '../database.ts';
import type { Places } from '../places.ts';
import type { Hearing } from './hearing.ts';

/** A turn as it stands in its table. */
export interface TurnRow {
  id: number;
  bot: string;
  place_id: number;
  state: TurnState;
  said: number;
  began: number;
  started_at: number;
}

/** Turns and their steps, row by row. What writes is to be called inside a transaction. */
export class TurnRows {
  readonly #places: Places;
  readonly #hearing: Hearing;
  readonly #statements: ReturnType<typeof prepare>;

  constructor(db: Database, places: Places, hearing: Hearing) {
    this.#places = places;
    this.#hearing = hearing;
    this.#statements = prepare(db);
  }

  /** @returns its number */
  add(bot: string, placeId: number): number {
    return this.#statements.insert.run({ bot, place_id: placeId, started_at: Date.now() }).id;
  }

  /** @throws when there is none, which means that it was forgotten */
  row(id: number): TurnRow {
    const row = this.#statements.find.get({ id });
    if (!row) throw new Error(`The journal holds no turn ${String(id)} any more.`);
    return row;
  }

  turn(row: TurnRow): Turn {
    return {
      id: row.id,
      bot: row.bot,
      place: this.#places.place(row.place_id),
      heard: this.#hearing.ofTurn(row.id),
      state: row.state,
      steps: this.#statements.steps.all({ turn_id: row.id }).map(({ body }) => parseStep(body)),
      said: row.said,
      began: row.began === 1,
      startedAt: row.started_at,
    };
  }

  open(bot: string): Turn[] {
    return this.#statements.open.all({ bot }).map((row) => this.turn(row));
  }

  change(
    id: number,
    now: Pick<TurnRow, 'said' | 'began'> & { readonly state: TurnState; readonly reason: string | undefined },
  ): void {
    this.#statements.change.run({
      id,
      state: now.state,
      reason: now.reason ?? null,
      said: now.said,
      began: now.began,
      ended_at: now.state === 'open' ? null : Date.now(),
    });
  }

  /** A step that is finished; of a tool, it takes the place of the call that began. */
  addStep(turnId: number, step: TurnStep): void {
    const body = JSON.stringify(step);
    if (step.kind === 'tool') {
      const begun = this.#statements.begun.get({ turn_id: turnId, call_id: step.call.id });
      if (begun) {
        this.#statements.finish.run({ id: begun.id, body });
        return;
      }
    }
    this.#statements.insertStep.run({ turn_id: turnId, body, begun: null });
  }

  beginTool(turnId: number, call: ToolCall): void {
    const step: TurnStep = { kind: 'tool', call };
    this.#statements.insertStep.run({ turn_id: turnId, body: JSON.stringify(step), begun: call.id });
  }

  forgetSteps(turnId: number): void {
    this.#statements.forgetSteps.run({ turn_id: turnId });
  }

  hasAnswered(bot: string, placeId: number, messageId: string): boolean {
    return this.#statements.answering.get({ bot, place_id: placeId, message_id: messageId }) !== undefined;
  }

  answersTo(bot: string, placeId: number, person: string, since: number): number[] {
    const rows = this.#statements.answersTo.all({ bot, place_id: placeId, person, since });
    return rows.map(({ ended_at }) => ended_at);
  }
}

/** The journal wrote it itself, from a `TurnStep`. */
export function parseStep(body: string): TurnStep {
  return JSON.parse(body) as TurnStep;
}

interface Change {
  id: number;
  state: TurnState;
  reason: string | null;
  said: number;
  began: number;
  ended_at: number | null;
}

function prepare(db: Database) {
  const turns = () =>
    query
      .selectFrom('turns')
      .select(['id', 'bot', 'place_id', 'state', 'said', 'began', 'started_at'])
      .$narrowType<{ state: TurnState }>();
  return {
    insert: db.prepare<unknown, { bot: string; place_id: number; started_at: number }>((value) =>
      query.insertInto('turns').values({
        bot: value('bot'),
        place_id: value('place_id'),
        state: 'open',
        said: 0,
        began: 0,
        started_at: value('started_at'),
      }),
    ),
    find: db.prepare<TurnRow, { id: number }>((value) => turns().where('id', '=', value('id'))),
    open: db.prepare<TurnRow, { bot: string }>((value) =>
      turns().where('state', '=', sql.lit<TurnState>('open')).where('bot', '=', value('bot')).orderBy('id'),
    ),
    change: db.prepare<unknown, Change>((value) =>
      query
        .updateTable('turns')
        .set({
          state: value('state'),
          reason: value('reason'),
          said: value('said'),
          began: value('began'),
          ended_at: value('ended_at'),
        })
        .where('id', '=', value('id')),
    ),
    steps: db.prepare<{ body: string }, { turn_id: number }>((value) =>
      query.selectFrom('steps').select('body').where('turn_id', '=', value('turn_id')).orderBy('id'),
    ),
    begun: db.prepare<{ id: number }, { turn_id: number; call_id: string }>((value) =>
      query
        .selectFrom('steps')
        .select('id')
        .where('turn_id', '=', value('turn_id'))
        .where('begun', '=', value('call_id'))
        .orderBy('id')
        .limit(1),
    ),
    insertStep: db.prepare<unknown, { turn_id: number; body: string; begun: string | null }>((value) =>
      query
        .insertInto('steps')
        .values({ turn_id: value('turn_id'), body: value('body'), begun: value('begun') }),
    ),
    finish: db.prepare<unknown, { id: number; body: string }>((value) =>
      query
        .updateTable('steps')
        .set({ body: value('body'), begun: null })
        .where('id', '=', value('id')),
    ),
    forgetSteps: db.prepare<unknown, { turn_id: number }>((value) =>
      query.deleteFrom('steps').where('turn_id', '=', value('turn_id')),
    ),
    answering: db.prepare<{ id: number }, { bot: string; place_id: number; message_id: string }>((value) =>
      query
        .selectFrom('said')
        .innerJoin('heard', 'heard.said_id', 'said.id')
        .innerJoin('turns', 'turns.id', 'heard.turn_id')
        .select('turns.id')
        .where('said.place_id', '=', value('place_id'))
        .where('said.message_id', '=', value('message_id'))
        .where('heard.bot', '=', value('bot'))
        .where('turns.began', '=', 1)
        .limit(1),
    ),
    answersTo: db.prepare<
      { ended_at: number },
      { bot: string; place_id: number; person: string; since: number }
    >((value) =>
      query
        .selectFrom('turns')
        .select((e) => e.ref('turns.ended_at').$castTo<number>().as('ended_at'))
        .where('turns.bot', '=', value('bot'))
        .where('turns.place_id', '=', value('place_id'))
        .where('turns.ended_at', '>=', value('since'))
        .where('turns.state', '=', 'answered')
        .where((e) =>
          e.exists(
            e
              .selectFrom('heard')
              .innerJoin('said', 'said.id', 'heard.said_id')
              .select('heard.id')
              .whereRef('heard.turn_id', '=', 'turns.id')
              .where('said.author_id', '=', value('person')),
          ),
        )
        .orderBy('turns.ended_at'),
    ),
  };
}
