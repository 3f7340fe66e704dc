import type { LogLine } from './daemon.ts';

/** What a run has shown. */
export interface CrashReport {
  readonly messages: number;
  /** Messages that a service accepted, each of which has to have one copy. */
  readonly acknowledged: number;
  readonly lost: number;
  readonly duplicated: number;
  readonly inversions: number;
  readonly kills: number;
  readonly seed: string;
  readonly seconds: number;
  /** By platform: by what sends of unknown outcome were recognised, and how many were found and absent. */
  readonly recognised: Readonly<Record<string, Recognised>>;
  /** Faults that were set, by kind. */
  readonly faults: Readonly<Record<string, number>>;
  /** What went wrong beside the counts: a daemon that ended by itself, a delivery that was given up. */
  readonly troubles: readonly string[];
}

export interface Recognised {
  readonly by: string;
  found: number;
  absent: number;
}

/** Adds what a line of the daemon's log says of a send that was cleared up. */
export function noteRecognition(line: LogLine, recognised: Record<string, Recognised>): void {
  const account = line.to?.slice(0, line.to.indexOf(':')) ?? '';
  const entry = recognised[account];
  if (!entry) return;
  if (line.recognised === 'found') entry.found += 1;
  if (line.recognised === 'absent') entry.absent += 1;
}

export function isGood(report: CrashReport): boolean {
  return report.lost + report.duplicated + report.inversions + report.troubles.length === 0;
}

/** The report for people. */
export function describeReport(report: CrashReport): string {
  const rows = [
    ['messages', report.messages],
    ['accepted by their service', report.acknowledged],
    ['lost', report.lost],
    ['duplicated', report.duplicated],
    ['out of order', report.inversions],
    ['times killed', report.kills],
    ['faults', Object.values(report.faults).reduce((sum, one) => sum + one, 0)],
    ['seconds', report.seconds],
    ...Object.entries(report.recognised).map(([platform, { by, found, absent }]) => [
      `unknown outcomes on ${platform}`,
      `by ${by}: ${String(found)} had arrived, ${String(absent)} had not`,
    ]),
  ].map(([name, value]) => `${String(name).padEnd(30)} ${String(value)}`);
  const verdict = isGood(report)
    ? 'Nothing lost, nothing twice, nothing out of order.'
    : 'The promise is broken.';
  return [...rows, ...report.troubles, `${verdict} (seed ${report.seed})`].join('\n');
}
