import type { Manners } from '../../config/bot-model.ts';

const MINUTE_MS = 60_000;

/**
 * Whether another bot may be answered: only so many times a minute, and then not until the cool-down is over.
 * @param answers times of the answers it got, Unix milliseconds: of {@link talkWindow} at least
 */
export function mayAnswerBot(bots: Manners['bots'], answers: readonly number[], now: number): boolean {
  const { perMinute, coolDownMs } = bots;
  if (perMinute <= 0) return false;
  // A time that is still to come was written before the clock was set back, and says nothing.
  const times = answers.filter((time) => time <= now).sort((a, b) => a - b);
  return !times.some((time, index) => {
    const first = times[index - perMinute + 1];
    return (
      first !== undefined &&
      time - first < MINUTE_MS &&
      now - time < Math.max(coolDownMs, remaining(first, time))
    );
  });
}

/** A short cool-down does not make the minute shorter. */
function remaining(first: number, last: number): number {
  return first + MINUTE_MS - last;
}

/** How far back answers to a bot matter: milliseconds. */
export function talkWindow({ coolDownMs }: Manners['bots']): number {
  return coolDownMs + MINUTE_MS;
}
