import type { Intake, Journal } from '../../journal/index.ts';
import type { History } from './merge.ts';
import { merged } from './merge.ts';
import type { Found, Progress } from './report.ts';

/** Messages that go to the journal before the next ones are begun. */
const BATCH = 200;

/** A conversation that is copied, where to, and what is known of it; counts what is new. */
export interface Source {
  readonly to: Intake['to'];
  readonly found: Found;
}

export interface HandOverOptions {
  /** Absent where there is none yet: then everything is new. */
  readonly journal: Journal | undefined;
  readonly dryRun: boolean;
  /** Ends the work between two batches, with the signal's reason. */
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/** Hands histories to the journal, several taking turns by time. Each batch is on disk before the next is begun. */
export async function handOver(
  histories: readonly History<Source>[],
  { journal, dryRun, signal, progress }: HandOverOptions,
): Promise<void> {
  let runs: { readonly source: Source; readonly intakes: Intake[] }[] = [];
  let batch = 0;
  let done = 0;
  const flush = async (reached: string): Promise<void> => {
    signal.throwIfAborted();
    await Promise.all(
      runs.map(async ({ source: { to, found }, intakes }) => {
        const added = journal?.backfill(found.account, intakes, { dryRun });
        found.new += (await added) ?? intakes.length * to.length;
      }),
    );
    done += batch;
    [runs, batch] = [[], 0];
    progress.count(dryRun ? 'Counting' : 'Putting in line', done, `up to ${reached.slice(0, 10)}`);
  };
  let reached = '';
  for (const { source, event } of merged(histories)) {
    const last = runs.at(-1);
    const intake = { event, to: source.to };
    if (last?.source === source) last.intakes.push(intake);
    else runs.push({ source, intakes: [intake] });
    reached = event.at;
    batch += 1;
    if (batch === BATCH) await flush(reached);
  }
  if (batch > 0) await flush(reached);
}
