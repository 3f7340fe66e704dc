import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openJournal } from '../../../bridges/journal/index.ts';
import { tempDir } from '../../support/temp.ts';
import { bot, here, mirror } from './kit.ts';

const WORKER = path.join(import.meta.dirname, 'worker.ts');
/** Steps of one turn: begun, model, tool begins, tool, model, began, answered. */
const STEPS = 7;

interface Run {
  readonly steps: readonly string[];
  readonly finished: boolean;
}

/** Lets the worker go on, and kills it when it has printed so many steps (or a moment later, in the middle of one). */
async function run(
  file: string,
  messages: number,
  steps: number,
  when: 'between' | 'within' = 'between',
): Promise<Run> {
  const stopAfter = when === 'between' ? steps : Infinity;
  const child = spawn(
    process.execPath,
    ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', WORKER, file, String(messages), String(stopAfter)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const ended = once(child, 'close');
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    if (line === 'stopped' || (when === 'within' && lines.length === steps)) child.kill('SIGKILL');
  });
  await ended;
  const printed = lines.filter((line) => line !== 'stopped' && line !== 'finished');
  return { steps: printed, finished: lines.includes('finished') };
}

async function expectAllOnce(file: string, messages: number, runs: readonly Run[]): Promise<void> {
  const journal = await openJournal(file);
  onTestFinished(() => journal.close());
  expect(await journal.turns.heard(bot)).toEqual([]);
  expect(await journal.turns.open(bot)).toEqual([]);
  const turns = await journal.turns.turns({});
  expect(turns.map(({ question }) => question).toSorted()).toEqual(
    Array.from({ length: messages }, (_, index) => `message ${String(index + 1)}`).toSorted(),
  );
  for (const turn of turns) {
    const usage = { input: 20, output: 10, cached: 0 };
    expect(turn).toMatchObject({ state: 'answered', answer: 'found it', calls: 2, tools: ['search'], usage });
  }
  // What was promised once was never done again.
  const promised = runs.flatMap(({ steps }) =>
    steps.filter((step) => /^(begun|began|answered|tool)/.test(step)),
  );
  expect(new Set(promised).size).toBe(promised.length);
  for (const place of [here, mirror]) {
    const waiting = await journal.waiting(place, 0, 1000);
    expect(waiting.map(({ event }) => event.key)).toEqual(
      turns.toReversed().flatMap(({ id }) => [`bot:${String(id)}:1`, `bot:${String(id)}:2`]),
    );
  }
}

/** Every start of a process takes its time, on a busy machine above all. */
const TIMEOUT_MS = 120_000;

describe('a process that is killed', { timeout: TIMEOUT_MS }, () => {
  it('between any two steps of a turn loses nothing, and the next one repeats nothing', async () => {
    const checks = Array.from({ length: STEPS + 1 }, async (_, index) => {
      const file = path.join(tempDir(), 'parley.db');
      const runs = [await run(file, 1, index + 1), await run(file, 1, Infinity)];
      expect(runs.map(({ finished }) => finished)).toEqual([false, true]);
      expect(runs[0]?.steps).toHaveLength(index + 1);
      await expectAllOnce(file, 1, runs);
    });
    await Promise.all(checks);
  });

  it('after every single step of many turns gets on all the same', async () => {
    const file = path.join(tempDir(), 'parley.db');
    const runs: Run[] = [];
    // The first step of a start may be that it has taken in what comes again.
    do runs.push(await run(file, 2, 2));
    while (!runs.at(-1)?.finished);
    expect(runs.length).toBeGreaterThan(STEPS);
    await expectAllOnce(file, 2, runs);
  });

  it('in the middle of a step, many times, loses and repeats nothing either', async () => {
    const file = path.join(tempDir(), 'parley.db');
    const runs: Run[] = [];
    for (const steps of [1, 4, 2, 6, 3, 5, 2, 7, 1, 3, 9, 4]) runs.push(await run(file, 12, steps, 'within'));
    runs.push(await run(file, 12, Infinity));
    expect(runs.at(-1)?.finished).toBe(true);
    await expectAllOnce(file, 12, runs);
  });
});
