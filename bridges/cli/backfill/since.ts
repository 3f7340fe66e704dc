import { UsageError } from '../exit.ts';

const DURATION = /^(\d{1,6}) ?(m|h|d|w)$/;
const UNITS: Readonly<Record<string, number>> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
};
const DATE = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:\d\d)?)?$/;

/**
 * The moment that `--since` names, Unix milliseconds: a date, a date with a time (UTC where no zone is given), or how
 * long ago.
 * @throws {UsageError} when it is neither, or has not been yet
 */
export function parseSince(text: string, now: number): number {
  const since = ago(text, now) ?? dateOf(text);
  if (since === undefined) {
    throw new UsageError(
      `"${text}" is no date. Write one as 2026-01-31 or 2026-01-31T18:30Z, or how long ago as 90m, 12h, 30d or 8w.`,
    );
  }
  if (since > now)
    throw new UsageError(`${new Date(since).toISOString()} is still to come. Name a moment of the past.`);
  return since;
}

function ago(text: string, now: number): number | undefined {
  const [, amount, unit] = DURATION.exec(text) ?? [];
  const length = UNITS[unit ?? ''];
  return length === undefined ? undefined : Math.max(0, now - Number(amount) * length);
}

function dateOf(text: string): number | undefined {
  const [, day, time = '00:00', zone = 'Z'] = DATE.exec(text) ?? [];
  if (day === undefined) return undefined;
  const midnight = Date.parse(`${day}T00:00Z`);
  // The 31st of February would become a day of March.
  if (Number.isNaN(midnight) || !new Date(midnight).toISOString().startsWith(day)) return undefined;
  const moment = Date.parse(`${day}T${time}${zone}`);
  return Number.isNaN(moment) ? undefined : moment;
}
