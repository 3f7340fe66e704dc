import type { Recording } from '../../recordings.ts';

/** What is wrong when the platform's own code reads a recorded answer. */
export function parseAnswer(_recording: Recording): string[] {
  return [];
}
