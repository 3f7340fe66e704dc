import type { MessagesDevConnection } from '../../src/platforms/messages-dev/index.ts';
import type { Call, Outgoing } from '../kit/index.ts';
import { sendMessage } from '../kit/index.ts';

/** What the line is to send, read from the parameters. */
export interface Wanted extends Pick<Outgoing, 'conversation' | 'text' | 'files' | 'replyTo'> {
  /** Whether to wait until the line has sent it. */
  readonly wait: boolean;
}

/**
 * Sends, and gives back the IDs of the messages; or those of the outbox items where nobody waits for what becomes of
 * them. Either way each part goes once, also when an answer is lost.
 */
export async function sendOn(call: Call<MessagesDevConnection>, wanted: Wanted): Promise<object> {
  const { wait, ...outgoing } = wanted;
  if (wait) return sendMessage(call, outgoing);
  const items: { id: string; status: string }[] = [];
  const { ids } = await sendMessage(call, {
    ...outgoing,
    async send(to, part) {
      items.push(await call.connection.submit(to, part));
      return { id: undefined };
    },
  });
  return {
    conversation: outgoing.conversation,
    outboxId: items[0]?.id,
    outboxIds: items.map(({ id }) => id),
    status: items.at(-1)?.status,
    // Where an answer was lost, the message itself was found.
    ...(ids.length === 0 ? {} : { ids }),
  };
}
