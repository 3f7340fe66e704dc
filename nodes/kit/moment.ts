import { tryToParseDateTime } from 'n8n-workflow';

/**
 * A moment in Unix milliseconds, or undefined for what is none. What n8n's date fields give has no zone: it is meant in
 * that of the workflow, and not in that of the server.
 * @param value Unix milliseconds, a date, or text such as `2026-03-01T09:00:00`
 * @param zone name of the time zone for text without one
 */
export function momentOf(value: unknown, zone: string): number | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : undefined;
  try {
    const moment: { toMillis(): number } = tryToParseDateTime(value, zone);
    return moment.toMillis();
  } catch {
    return undefined;
  }
}
