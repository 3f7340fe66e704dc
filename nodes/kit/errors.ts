import type { INode, JsonObject } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { ServiceError } from '../../src/index.ts';
import type { Core } from './core.ts';

/**
 * What a person sees of something that went wrong: the sentence says what was tried and what came back, the
 * description what to do.
 */
export function nodeErrorOf(
  { ServiceError, redact }: Core,
  node: INode,
  error: unknown,
  itemIndex: number,
  secrets: readonly string[] = [],
): NodeApiError | NodeOperationError {
  if (error instanceof NodeApiError || error instanceof NodeOperationError) {
    error.context.itemIndex ??= itemIndex;
    return error;
  }
  if (error instanceof ServiceError) return apiErrorOf(node, error, itemIndex);
  const message = redact(error instanceof Error ? error.message : String(error), secrets);
  return new NodeOperationError(node, message, { itemIndex });
}

/** Most advice speaks of repeating; whoever repeats has to know that it may be there already. */
const MAYBE_DONE =
  'No answer came, so it may have been carried out all the same: look before you run it again.';

function apiErrorOf(node: INode, error: ServiceError, itemIndex: number): NodeApiError {
  const facts: JsonObject = {
    message: error.message,
    ...(error.code === undefined ? {} : { code: error.code }),
  };
  const description = error.outcome === 'unknown' ? `${MAYBE_DONE} ${error.advice}` : error.advice;
  const made = new NodeApiError(node, facts, {
    message: `Could not ${error.tried}: ${error.cameBack}`,
    description,
    itemIndex,
    ...(error.status === undefined ? {} : { httpCode: String(error.status) }),
    level: 'warning',
  });
  // n8n replaces messages of known codes by its own, which say less.
  made.message = `Could not ${error.tried}: ${error.cameBack}`;
  made.description = description;
  return made;
}
