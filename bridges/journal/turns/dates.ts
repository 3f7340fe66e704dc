/**
 * Says on which day a moment is, at the clocks of a time zone: `2026-11-20`.
 * @param timeZone IANA name
 * @throws {RangeError} when there is no such time zone
 */
export function datesIn(timeZone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('en-CA-u-ca-iso8601-nu-latn', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return (at) => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
    return ['year', 'month', 'day'].map((type) => parts.get(type as Intl.DateTimeFormatPartTypes)).join('-');
  };
}

/**
 * When the day, or the month, began that is named by the first so many characters of its date. Days begin at the first
 * moment of their date, also where clocks are changed at midnight and 00:00 is skipped or comes twice.
 * @param name `2026-11-20` or `2026-11`
 * @param at any moment within it
 * @returns Unix milliseconds
 */
export function beginningOf(name: string, at: number, dateOf: (at: number) => string): number {
  const isWithin = (moment: number): boolean => dateOf(moment).slice(0, name.length) >= name;
  let before = at - 40 * 86_400_000;
  let within = at;
  while (within - before > 1) {
    const middle = Math.floor((before + within) / 2);
    if (isWithin(middle)) within = middle;
    else before = middle;
  }
  return within;
}
