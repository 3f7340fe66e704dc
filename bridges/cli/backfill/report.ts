import type { Place } from '../../journal/contract.ts';
import type { Terminal } from '../terminal.ts';
import { oneLine, table } from '../terminal.ts';

/** What was found in one conversation. */
export interface Found extends Place {
  readonly messages: number;
  /** ISO 8601 UTC times of the first and the last message. */
  readonly first?: string;
  readonly last?: string;
  /** One for each message and place it goes to. */
  readonly deliveries: number;
  /** Deliveries that were not there before. */
  new: number;
}

export interface BackfillReport {
  readonly route: string;
  /** ISO 8601, UTC. */
  readonly since: string;
  readonly dryRun: boolean;
  readonly conversations: readonly Found[];
  readonly deliveries: number;
  readonly new: number;
}

export function formatReport({ conversations, ...report }: BackfillReport, columns?: number): string[] {
  const rows = conversations.map(({ account, conversation, messages, first, last, ...counts }) => [
    `${account}:${conversation}`,
    number(messages),
    first?.replace(/\.\d+Z$/, 'Z') ?? '',
    last?.replace(/\.\d+Z$/, 'Z') ?? '',
    number(counts.new),
  ]);
  const counted = `${number(report.new)} of ${number(report.deliveries)} deliveries`;
  const summary = report.dryRun
    ? `${counted} would be new. Nothing was written.`
    : `${counted} were new. They go out by the running daemon, or by the next "parley run".`;
  return [...table(['CONVERSATION', 'MESSAGES', 'FIRST', 'LAST', 'NEW'], rows, columns), summary];
}

/** Tells how far the work has come. */
export interface Progress {
  /** While it tells of one thing, the count rises. */
  count(what: string, count: number, reached: string): void;
  say(sentence: string): void;
  /** Nothing more is to come. */
  end(): void;
}

/** In one line that changes where a person reads along, elsewhere a line for every thousand messages. */
export function createProgress(terminal: Terminal): Progress {
  let told = 0;
  let telling = '';
  return {
    count(what, count, reached) {
      const line = oneLine(`${what}: ${number(count)} messages, ${reached}`);
      if (terminal.progress) {
        terminal.progress(line);
        return;
      }
      if (what !== telling) told = 0;
      telling = what;
      const thousands = Math.floor(count / 1000);
      if (thousands > told) terminal.err(line);
      told = thousands;
    },
    say(sentence) {
      terminal.progress?.('');
      terminal.err(oneLine(sentence));
    },
    end() {
      terminal.progress?.('');
    },
  };
}

function number(value: number): string {
  return value.toLocaleString('en');
}
