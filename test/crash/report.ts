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
  /** Kills by the moment at which they came. */
  readonly moments: Readonly<Record<string, number>>;
  readonly bot: BotReport;
  readonly seed: string;
  readonly seconds: number;
  /** By platform: by what sends of unknown outcome were recognised, and how many were found and absent. */
  readonly recognised: Readonly<Record<string, Recognised>>;
  /** Faults that were set, by kind. */
  readonly faults: Readonly<Record<string, number>>;
  /** What went wrong beside the counts: a daemon that ended by itself, a delivery that was given up. */
  readonly troubles: readonly string[];
}

/** What became of what people asked a bot. */
export interface BotReport {
  readonly questions: number;
  readonly turns: number;
  /** Answers, and copies of answers where the conversation is mirrored to, that are not there or not whole. */
  readonly unanswered: number;
  readonly halved: number;
  /** Answers, copies and parts of them that are there too often. */
  readonly repeated: number;
  readonly inversions: number;
  /** Requests to the model, and answers of it that were stored. */
  readonly calls: number;
  readonly stored: number;
  /** Requests for an answer that was stored already. */
  readonly repeatedCalls: number;
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
  const { unanswered, halved, repeated, inversions, repeatedCalls } = report.bot;
  const bot = unanswered + halved + repeated + inversions + repeatedCalls;
  return report.lost + report.duplicated + report.inversions + bot + report.troubles.length === 0;
}

function momentsOf({ moments }: CrashReport): string {
  return Object.entries(moments)
    .map(([moment, times]) => `${moment} ${String(times)}`)
    .join(', ');
}

/** The report for people. */
export function describeReport(report: CrashReport): string {
  const rows = [
    ['messages', report.messages],
    ['accepted by their service', report.acknowledged],
    ['lost', report.lost],
    ['duplicated', report.duplicated],
    ['out of order', report.inversions],
    ['questions to a bot', report.bot.questions],
    ['turns of the bot', report.bot.turns],
    ['answers lost', report.bot.unanswered],
    ['answers cut in half', report.bot.halved],
    ['answers repeated', report.bot.repeated],
    ['answers out of order', report.bot.inversions],
    ['calls of the model, stored', `${String(report.bot.calls)}, ${String(report.bot.stored)}`],
    ['calls though stored', report.bot.repeatedCalls],
    ['times killed', `${String(report.kills)} (${momentsOf(report)})`],
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
