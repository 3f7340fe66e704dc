import type { SentAnswer } from '../../src/platforms/chat-api/index.ts';
import type { Delivered } from '../kit/index.ts';
import type { ChatApiCall } from './reading.ts';

/**
 * Awaits a call that must not be carried out twice and that the service offers no way to look for. When its answer is
 * lost it is not sent again, and the person is told so.
 */
export async function once<T>(call: ChatApiCall, doing: Promise<T>, lookAt: string): Promise<T> {
  const [done] = await Promise.allSettled([doing]);
  if (done.status === 'fulfilled') return done.value;
  const reason: unknown = done.reason;
  if (!(reason instanceof call.core.ServiceError) || reason.outcome !== 'unknown') throw reason;
  return call.fail(
    `Could not learn whether this was done: ${reason.tried}. ${reason.cameBack}`,
    `It may have been done all the same, so it was not sent again: look at ${lookAt} first.`,
  );
}

/** Sends one message that is neither text nor a file. */
export async function sendOne(
  call: ChatApiCall,
  conversation: string,
  sending: Promise<SentAnswer>,
): Promise<Delivered> {
  const id = (await once(call, sending, 'the conversation and the queue')).id || undefined;
  if (id === undefined) return { conversation, id, ids: [] };
  call.sent.add(`${conversation} ${id}`);
  return { conversation, id, ids: [id] };
}
