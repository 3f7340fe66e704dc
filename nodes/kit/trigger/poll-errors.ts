import type { INode, NodeOperationError } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';
import type { Core } from '../core.ts';
import { nodeErrorOf } from '../errors.ts';

const BEGIN_ANEW =
  'The trigger cannot go on from where it stood. Write another text into its option “Begin Anew” and publish the workflow: it goes on with what comes from then on. What came in between can be looked up with the node of this service.';

/**
 * What a person sees of a poll that could not read, and what n8n needs to know to wait before the next one. Where the
 * service does not go on from the cursor, only a person can decide to begin anew: nothing is skipped in silence.
 */
export function pollErrorOf(
  core: Core,
  node: INode,
  error: unknown,
  secrets: readonly string[] | undefined,
): NodeApiError | NodeOperationError {
  const shown = nodeErrorOf(core, node, error, 0, secrets);
  if (!(error instanceof core.ServiceError)) return shown;
  if (/forget the cursor/i.test(error.advice)) {
    shown.description = BEGIN_ANEW;
  }
  if (error.kind === 'rate-limited' && shown instanceof NodeApiError) {
    const { retryAfterMs } = error;
    shown.failure = { cause: 'rate-limited', ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  }
  return shown;
}
