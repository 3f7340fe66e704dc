import type { TurnReport, TurnState } from '../../bot/contract.ts';
import { excerpt } from '../../../src/text/index.ts';
import { idOfWords } from '../../relay/own-words.ts';
import type { Database } from '../database.ts';
import { query } from '../database.ts';
import type { Places } from '../places.ts';
import type { Hearing } from './hearing.ts';
import type { Said } from './said.ts';
import { parseStep } from './turn-rows.ts';
import { total } from './usage.ts';

const EXCERPT_LENGTH = 200;

export interface TurnFilter {
  readonly bot?: string;
  readonly account?: string;
  readonly conversation?: string;
  /** @default 100 */
  readonly limit?: number;
}

interface Sources {
  readonly db: Database;
  readonly places: Places;
  readonly hearing: Hearing;
  readonly said: Said;
}

/** Turns for people to read, newest first. */
export function listTurns(sources: Sources, filter: TurnFilter): TurnReport[] {
  const { db, places, hearing, said } = sources;
  const { bot, account, conversation, limit = 100 } = filter;
  let rows = query
    .selectFrom('turns')
    .innerJoin('places', 'places.id', 'turns.place_id')
    .selectAll('turns')
    .orderBy('turns.id', 'desc')
    .limit(limit);
  if (bot !== undefined) rows = rows.where('turns.bot', '=', bot);
  if (account !== undefined) rows = rows.where('places.account', '=', account);
  if (conversation !== undefined) rows = rows.where('places.conversation', '=', conversation);
  return db.all(rows).map((row) => {
    const heard = hearing.ofTurn(row.id);
    const answer = said.message(row.place_id, idOfWords(row.id));
    return {
      id: row.id,
      bot: row.bot,
      place: places.place(row.place_id),
      state: row.state as TurnState,
      people: [...new Set(heard.map(({ message }) => message.author.name))],
      question: heard.map(({ message }) => excerpt(message.text, EXCERPT_LENGTH)).join(' / '),
      answer: answer ? excerpt(answer.text, EXCERPT_LENGTH) : '',
      ...(row.reason === null ? {} : { reason: row.reason }),
      tools: toolsOf(db, row.id),
      ...usageOf(db, row.id),
      startedAt: new Date(row.started_at).toISOString(),
      ...(row.ended_at === null ? {} : { endedAt: new Date(row.ended_at).toISOString() }),
    };
  });
}

function usageOf(db: Database, turnId: number) {
  const columns = ['input', 'output', 'cached', 'money'] as const;
  const calls = db.all(query.selectFrom('usage').select(columns).where('turn_id', '=', turnId));
  return {
    calls: calls.length,
    money: total(calls, 'money'),
    usage: { input: total(calls, 'input'), output: total(calls, 'output'), cached: total(calls, 'cached') },
  };
}

function toolsOf(db: Database, turnId: number): string[] {
  const rows = db.all(query.selectFrom('steps').select('body').where('turn_id', '=', turnId).orderBy('id'));
  return rows.flatMap(({ body }) => {
    const step = parseStep(body);
    return step.kind === 'tool' ? [step.call.name] : [];
  });
}
