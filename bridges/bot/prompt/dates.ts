/** Dates and times for a model: always with digits for the month, always in the bot's own time zone. */
export interface Dates {
  /** `2026-11-21 06:48` */
  moment(time: string | number): string;
  /** `Saturday, 2026-11-21` */
  day(time: number): string;
}

/** @param timeZone IANA name, already checked */
export function createDates(timeZone: string): Dates {
  const date = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
  });
  const time = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  const weekday = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'long' });
  return {
    moment(at) {
      const when = new Date(at);
      return Number.isNaN(when.getTime()) ? 'unknown' : time.format(when);
    },
    day: (at) => `${weekday.format(at)}, ${date.format(at)}`,
  };
}
