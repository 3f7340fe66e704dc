import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { OracleCall } from './oracle.ts';

/** A finished step of a turn, as far as counting needs it. */
export interface StoredStep {
  readonly turn: number;
  readonly kind: 'answer' | 'draft' | 'tool';
  /** Of an answer: the numbers of the request that stand in it. */
  readonly serial?: number;
}

export interface CallTally {
  readonly turns: number;
  /** Requests that reached the model. */
  readonly asked: number;
  /** Answers that reached the disk. */
  readonly stored: number;
  /** Requests for an answer that was on the disk already. */
  readonly repeated: number;
  /** What was asked again. */
  readonly wrong: readonly string[];
}

/**
 * Compares what a model was asked with the answers that the journal holds: once the answer to a call is stored, the
 * same is not asked again. Where the same was asked by several turns (equal words in one conversation), only what came
 * after the last of them counts.
 */
export function countCalls(calls: readonly OracleCall[], steps: readonly StoredStep[]): CallTally {
  const stored = new Set(steps.flatMap(({ serial }) => serial ?? []));
  const lastStored = new Map<string, number>();
  for (const { serial, key } of calls) if (stored.has(serial)) lastStored.set(key, serial);
  const again = calls.filter(({ serial, key }) => serial > (lastStored.get(key) ?? Infinity));
  // An answer after an answer, with no tool between them, was asked for although there was one.
  const second = steps.filter((step, index) => {
    const before = steps[index - 1];
    return step.kind === 'answer' && before?.kind === 'answer' && before.turn === step.turn;
  });
  return {
    turns: new Set(steps.map(({ turn }) => turn)).size,
    asked: calls.length,
    stored: stored.size,
    repeated: again.length + second.length,
    wrong: [
      ...again.map(({ key }) => `asked again: ${key}`),
      ...second.map(({ turn }) => `turn ${String(turn)} has a second answer`),
    ],
  };
}

const rowSchema = z.object({ turn_id: z.number(), body: z.string() });
const bodySchema = z.object({ kind: z.string(), purpose: z.string().optional() });

/** Reads the steps of all turns from a journal that nobody writes to. */
export function readSteps(file: string): StoredStep[] {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    const rows = z
      .array(rowSchema)
      .parse(db.prepare('select turn_id, body from steps order by turn_id, id').all());
    return rows.map(({ turn_id: turn, body }) => {
      const { kind, purpose } = bodySchema.parse(JSON.parse(body));
      if (kind !== 'model') return { turn, kind: 'tool' };
      const serial = /\br(\d{5})\b/.exec(body)?.[1];
      return {
        turn,
        kind: purpose === 'draft' ? 'draft' : 'answer',
        ...(serial === undefined ? {} : { serial: Number(serial) }),
      };
    });
  } finally {
    db.close();
  }
}
