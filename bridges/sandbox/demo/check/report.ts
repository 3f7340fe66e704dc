import type { BotResult, CheckResult, PairResult } from './contract.ts';

const COLUMNS = ['pair', 'sent', 'arrived', 'once', 'in order', 'same text', 'changes', 'median', 'verdict'];

/** The table for people, with the reason under each pair that is broken. */
export function tableOf({ pairs, bot, seconds }: CheckResult): string {
  const rows = [COLUMNS, ...pairs.map(cellsOf)];
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const [head = '', ...body] = rows.map(line);
  const lines = body.flatMap((row, index) => {
    const reason = pairs[index]?.reason;
    return reason === undefined ? [row] : [row, `    ${reason}`];
  });
  const good = pairs.filter((pair) => pair.ok).length;
  const summary =
    good === pairs.length
      ? `All ${String(pairs.length)} pairs in step: each copy arrived once and in order.`
      : `${String(pairs.length - good)} of ${String(pairs.length)} pairs broken.`;
  return [
    head,
    '─'.repeat(Math.max(...rows.map((row) => line(row).length))),
    ...lines,
    ...(bot ? ['', ...botLines(bot)] : []),
    '',
    `${summary} ${String(seconds)} s`,
  ].join('\n');
}

function botLines({
  title,
  account,
  answers,
  copies,
  places,
  once,
  tookMs,
  ok,
  reason,
}: BotResult): string[] {
  const took = tookMs === undefined ? '' : ` after ${String(tookMs)} ms`;
  const said = `${title}, the bot, was asked once on ${account} and answered ${timesOf(answers)}${took}`;
  const line = `${said}, with ${String(copies)} of ${String(places)} copies${once ? ', each once' : ''}: ${ok ? 'well' : 'BROKEN'}`;
  return reason === undefined ? [line] : [line, `    ${reason}`];
}

function timesOf(answers: number): string {
  return answers === 0 ? 'never' : answers === 1 ? 'once' : `${String(answers)} times`;
}

function cellsOf(pair: PairResult): string[] {
  const yes = (holds: boolean) => (pair.arrived === 0 ? '–' : holds ? 'yes' : 'NO');
  const changes = Object.entries(pair.changes).map(([kind, came]) =>
    came ? kind : kind.toUpperCase() + '!',
  );
  return [
    `${pair.from} → ${pair.to}`,
    String(pair.sent),
    String(pair.arrived),
    yes(pair.once),
    yes(pair.inOrder),
    yes(pair.sameText),
    changes.join(' ') || '–',
    pair.medianMs === undefined ? '–' : `${String(pair.medianMs)} ms`,
    pair.ok ? 'ok' : 'BROKEN',
  ];
}
