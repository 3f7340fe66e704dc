import type { SentAnswer } from '../../src/platforms/chat-api/index.ts';
import type { Delivered } from '../kit/index.ts';
import type { ChatApiCall } from './reading.ts';

/**
 * Sends one message that is neither text nor a file. The service offers no sure way to look for such a one, so when its
 * answer is lost it is not sent again, and the error says that it may have arrived.
 */
export async function sendOne(
  call: ChatApiCall,
  conversation: string,
  sending: Promise<SentAnswer>,
): Promise<Delivered> {
  const id = (await sending).id || undefined;
  if (id === undefined) return { conversation, id, ids: [] };
  call.sent.add(`${conversation} ${id}`);
  return { conversation, id, ids: [id] };
}
