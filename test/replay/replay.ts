import path from 'node:path';
import { differences } from './compare.ts';
import { isExcepted } from './exceptions.ts';
import type { Recording } from './recordings.ts';
import { BadRecordings, readRecordings } from './recordings.ts';
import type { Replayer, System } from './system.ts';
import { systems } from './systems/index.ts';

/** What `npm run replay` prints. */
export interface Report {
  readonly system: string;
  /** Pairs of the folder. */
  readonly pairs: number;
  /** Recorded answers that the platform parses and whose messages all map to the model. */
  readonly parsed: number;
  /** Pairs whose emulated answer agrees with the recorded one. */
  readonly agreeing: number;
  readonly mismatches: readonly Mismatch[];
}

export interface Mismatch {
  readonly name: string;
  /** All reasons in one line. */
  readonly reason: string;
  readonly reasons: readonly string[];
  /** In the table of known exceptions. */
  readonly excepted?: true;
}

/** Where the project keeps its own recordings, one folder a system. */
const CORPUS = path.join('test', 'recordings');

/** Replays the recordings of a folder against the emulator of their system. @throws {BadRecordings} */
export async function replayFolder(folder: string): Promise<Report> {
  const pairs = await readRecordings(folder);
  const system = detect(pairs, folder);
  return replay(system, pairs, await corpusOf(system));
}

/**
 * Replays pairs in their order. State builds up from the first pair to the last, so the pairs of the project's own corpus that
 * are not among them are replayed in between, uncounted.
 */
export async function replay(
  system: System,
  given: readonly Recording[],
  backdrop: readonly Recording[],
): Promise<Report> {
  const placed = (recording: Recording): Recording => ({
    ...recording,
    order: system.order?.(recording) ?? recording.order,
  });
  const pairs = given.map(placed);
  const corpus = backdrop.map(placed);
  const own = new Set(pairs.map(({ order }) => order));
  const last = Math.max(...own);
  const between = corpus.filter(({ order }) => order < last && !own.has(order));
  const all = [...pairs, ...between].sort((a, b) => a.order - b.order);
  const counted = new Set(pairs);
  const replayer = await system.start(all);
  const mismatches: Mismatch[] = [];
  let parsed = 0;
  try {
    for (const recording of all) {
      await replayer.before(recording.order);
      const outcome = await attempt(() => replayer.send(recording));
      if (!counted.has(recording)) continue;
      const problems = (await parseProblems(replayer, recording)).map(
        (problem) => `does not parse: ${problem}`,
      );
      if (problems.length === 0) parsed += 1;
      const reasons =
        typeof outcome === 'string'
          ? [...problems, `cannot be replayed: ${outcome}`]
          : [...problems, ...differences(replayer.expected(recording), outcome, replayer)];
      if (reasons.length > 0) mismatches.push(mismatch(system.name, recording.name, reasons));
    }
  } finally {
    await replayer.close();
  }
  return {
    system: system.name,
    pairs: pairs.length,
    parsed,
    agreeing: pairs.length - mismatches.length,
    mismatches,
  };
}

async function parseProblems(replayer: Replayer, recording: Recording): Promise<string[]> {
  const problems = await attempt(() => Promise.resolve(replayer.parse(recording)));
  return typeof problems === 'string' ? [problems] : problems;
}

/** What the call gives, or the sentence of its failure: one broken recording does not hide the others. */
async function attempt<T>(call: () => Promise<T>): Promise<T | string> {
  try {
    return await call();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function mismatch(system: string, name: string, reasons: readonly string[]): Mismatch {
  const excepted = isExcepted(system, name);
  return { name, reason: reasons.join('; '), reasons, ...(excepted ? { excepted } : {}) };
}

function detect(pairs: readonly Recording[], folder: string): System {
  const ranked = systems
    .map((system) => ({ system, score: system.matches(pairs) }))
    .sort((a, b) => b.score - a.score);
  const [best, second] = ranked;
  if (!best || best.score === 0)
    throw new BadRecordings(`The recordings in ${folder} are of no system that can be replayed.`);
  if (second?.score !== best.score) return best.system;
  // Calls that look the same everywhere: the name of the folder may tell.
  const named = ranked.find(({ system, score }) => score === best.score && folder.includes(system.name));
  return (named ?? best).system;
}

async function corpusOf(system: System): Promise<Recording[]> {
  return readRecordings(path.join(CORPUS, system.name));
}
