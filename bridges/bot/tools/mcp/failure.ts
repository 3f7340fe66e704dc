import { errorText, quoted } from '../text.ts';
import { TimeOver } from '../time-limit.ts';

/** A program that ended, by the SDK. */
const CONNECTION_CLOSED = -32000;

/**
 * What a model is told of a call that failed. What a server answered it may know; where a server is, and what it says
 * on the way down, is for the log.
 * @param isSent whether the server was asked
 */
export function failureText(error: unknown, isSent: boolean): string {
  if (!isSent) return 'The tool was not called: its server cannot be reached now.';
  if (error instanceof TimeOver)
    return `The tool failed: ${error.message}. It may have been carried out all the same.`;
  const isAnswer = error instanceof Error && error.name === 'McpError';
  if (isAnswer && 'code' in error && error.code !== CONNECTION_CLOSED)
    return `The tool failed: ${quoted(errorText(error), 500)}`;
  return 'The tool failed: its server broke off. It may have been carried out all the same.';
}
