import { errorText, quoted } from '../text.ts';
import { TimeOver } from '../time-limit.ts';

/** What the SDK says itself, in the words of an answer: `ErrorCode`. */
const CONNECTION_CLOSED = -32000;
const REQUEST_TIMEOUT = -32001;

/**
 * What a model is told of a call that failed. What a server answered it may know; where a server is, and what it says
 * on the way down, is for the log.
 * @param isSent whether the server was asked
 */
export function failureText(error: unknown, isSent: boolean): string {
  if (!isSent) return 'The tool was not called: its server cannot be reached now.';
  if (error instanceof TimeOver)
    return `The tool failed: ${error.message}. It may have been carried out all the same.`;
  const code = codeOf(error);
  if (code !== undefined && !isOver(error) && code !== REQUEST_TIMEOUT)
    return `The tool failed: ${quoted(errorText(error), 500)}`;
  return 'The tool failed: its server broke off. It may have been carried out all the same.';
}

/** Whether the time of a request was over, by the SDK's own watch. */
export function isTimeout(error: unknown): boolean {
  return codeOf(error) === REQUEST_TIMEOUT;
}

/** Servers use the same number for failures of their own. */
function isOver(error: unknown): boolean {
  return codeOf(error) === CONNECTION_CLOSED && errorText(error).endsWith('Connection closed');
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && error.name === 'McpError' && 'code' in error ? error.code : undefined;
}
