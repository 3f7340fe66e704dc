import { WAIT_INDEFINITELY } from 'n8n-workflow';
import type { NodeReading } from '../reading.ts';

const UNIT_MS: Readonly<Record<string, number>> = { minutes: 60_000, hours: 3_600_000, days: 86_400_000 };

/** When the workflow goes on without an answer. @throws {NodeOperationError} for a time that is none */
export function waitUntil(reading: NodeReading, now: number): Date {
  const at = 'options.limitWaitTime.values';
  const limit = reading.raw(`${at}.limitType`);
  if (limit === undefined) return WAIT_INDEFINITELY;
  if (limit === 'atSpecifiedTime') {
    const ms = reading.time(`${at}.maxDateAndTime`);
    return ms > now ? new Date(ms) : reading.refuse(`${at}.maxDateAndTime`, 'is over');
  }
  const amount = Number(reading.raw(`${at}.resumeAmount`));
  const unit = UNIT_MS[String(reading.raw(`${at}.resumeUnit`))] ?? Number.NaN;
  const ms = amount * unit;
  if (!(ms > 0)) reading.refuse(`${at}.resumeAmount`, 'must be more than 0');
  const date = new Date(now + ms);
  return date < WAIT_INDEFINITELY ? date : reading.refuse(`${at}.resumeAmount`, 'is too long');
}
