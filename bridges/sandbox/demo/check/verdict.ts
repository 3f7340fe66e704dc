import type { Pair, PairResult } from './contract.ts';
import type { Arrival } from './watch.ts';

export interface Seen extends Arrival {
  readonly sent: number;
  readonly changes: PairResult['changes'];
  /** How long each copy took, milliseconds. */
  readonly times: readonly number[];
}

/** @param troubles what the daemon says about deliveries of the pair that are not done */
export function verdictOn({ from, to }: Pair, seen: Seen, troubles: readonly string[]): PairResult {
  const { sent, arrived, once, inOrder, sameText, changes } = seen;
  const medianMs = [...seen.times].sort((a, b) => a - b)[Math.floor(seen.times.length / 2)];
  const wrong = whatIsWrong(seen);
  const row = { from, to, sent, arrived, once, inOrder, sameText, changes, ok: wrong.length === 0 };
  return {
    ...row,
    ...(medianMs === undefined ? {} : { medianMs }),
    ...(row.ok ? {} : { reason: [...wrong, ...troubles.slice(0, 1)].join(' ') }),
  };
}

function whatIsWrong({ sent, arrived, once, inOrder, sameText, changes }: Seen): string[] {
  const missed = Object.entries(changes).flatMap(([kind, came]) => (came ? [] : kind));
  return [
    sent === 0 && 'Nothing could be sent.',
    arrived < sent && `${String(sent - arrived)} of ${String(sent)} messages did not arrive in time.`,
    !once && 'A message arrived twice.',
    !inOrder && 'Messages arrived in another order.',
    !sameText && 'A copy says something else than its original.',
    missed.length > 0 && `Did not come through: ${missed.join(', ')}.`,
  ].filter((sentence) => sentence !== false);
}
