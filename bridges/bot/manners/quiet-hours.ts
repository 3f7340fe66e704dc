import type { QuietHours } from '../../config/bot-model.ts';

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const DAY_MS = 86_400_000;

/**
 * Whether it is quiet at a moment, by the clocks of the hours' own time zone, whatever daylight saving does to them.
 * @param now Unix milliseconds
 * @returns the date on which the quiet hours began (`2026-11-20`), undefined when it is not quiet
 */
export function quietSince(hours: QuietHours, now: number): string | undefined {
  const { minutes, date, weekday } = clockIn(hours.timeZone, now);
  const isOn = (day: number): boolean => hours.days.length === 0 || hours.days.includes(day);
  if (hours.from < hours.to)
    return minutes >= hours.from && minutes < hours.to && isOn(weekday) ? date : undefined;
  if (minutes >= hours.from) return isOn(weekday) ? date : undefined;
  return minutes < hours.to && isOn((weekday + 6) % 7) ? dayBefore(date) : undefined;
}

interface Clock {
  /** Since midnight, as the clock shows it. */
  readonly minutes: number;
  /** `2026-11-20` */
  readonly date: string;
  /** 0: Sunday. */
  readonly weekday: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What a clock on a wall there shows. */
function clockIn(timeZone: string, now: number): Clock {
  const format = formats.get(timeZone) ?? createFormat(timeZone);
  formats.set(timeZone, format);
  const parts = new Map<string, string>(format.formatToParts(now).map(({ type, value }) => [type, value]));
  const part = (type: string): string => parts.get(type) ?? '';
  return {
    minutes: Number(part('hour')) * 60 + Number(part('minute')),
    date: `${part('year')}-${part('month')}-${part('day')}`,
    weekday: WEEKDAYS.indexOf(part('weekday')),
  };
}

function createFormat(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US-u-ca-iso8601-nu-latn', {
    timeZone,
    hourCycle: 'h23',
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
}

function dayBefore(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) - DAY_MS).toISOString().slice(0, 10);
}
