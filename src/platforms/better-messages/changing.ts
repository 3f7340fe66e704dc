import { ServiceError } from '../../host/index.ts';
import type { BetterMessagesClient } from './client.ts';
import { isGone } from './markers.ts';
import { isSameEmoji, keysOf } from './reaction-keys.ts';
import type { BmMessage } from './schema.ts';

/**
 * Deletes an own message. What one may not delete is left out of the answer without a word, and so is what is gone
 * already.
 */
export async function deleteOwn(client: BetterMessagesClient, thread: number, id: number): Promise<void> {
  const { deleted = [], messages = [] } = await client.deleteMessages(thread, [id]);
  if (deleted.includes(id) || messages.some((message) => message.message_id === id && isGone(message)))
    return;
  if (!(await lookUp(client, id))) return;
  throw new ServiceError({
    kind: 'permission',
    tried: `delete message ${String(id)} on ${client.place}`,
    cameBack: 'an answer that leaves it out',
    advice:
      'Better Messages lets nobody delete messages unless "Allow users to delete messages" (allowDeleteMessages) is ' +
      'switched on in its settings; then everybody may delete own messages.',
  });
}

/** Whether and how a message stands there now; undefined when it is gone. */
async function lookUp(client: BetterMessagesClient, id: number): Promise<BmMessage | undefined> {
  const { messages = [] } = await client.lazyPool({ messages: [id] });
  return messages.find((message) => message.message_id === id && !isGone(message));
}

/**
 * Makes our one reaction this emoji, or takes it away. The service knows only a toggle, so the state now decides
 * whether it is called.
 */
export async function setReaction(
  client: BetterMessagesClient,
  self: number,
  id: number,
  emoji: string,
  isWanted: boolean,
): Promise<void> {
  const message = await lookUp(client, id);
  if (!message) {
    if (!isWanted) return;
    throw new ServiceError({
      kind: 'not-found',
      tried: `react to message ${String(id)} on ${client.place}`,
      cameBack: 'no such message that this account may read',
      advice: 'It was deleted, or the account is not in the conversation.',
    });
  }
  const own = message.meta.reactions?.find(({ users }) => users.includes(self));
  const isThere = own !== undefined && isSameEmoji(own.reaction, emoji);
  if (isThere === isWanted) return;
  if (message.sender_id === self) {
    throw unsupported(
      client,
      id,
      'it is a message of this account',
      'Better Messages lets nobody react to own messages.',
    );
  }
  if (own && isThere) await client.toggleReaction(id, own.reaction);
  else await addReaction(client, id, emoji);
}

/** Which emoji a site offers stands nowhere; one that it does not is refused. */
async function addReaction(client: BetterMessagesClient, id: number, emoji: string): Promise<void> {
  for (const key of keysOf(emoji)) {
    try {
      await client.toggleReaction(id, key);
      return;
    } catch (error) {
      const isRefused = error instanceof ServiceError && ['permission', 'unsupported'].includes(error.kind);
      if (!isRefused) throw error;
    }
  }
  throw unsupported(
    client,
    id,
    `${emoji} is refused`,
    'The site offers only the few reactions that stand in the settings of Better Messages.',
  );
}

function unsupported(
  client: BetterMessagesClient,
  id: number,
  cameBack: string,
  advice: string,
): ServiceError {
  return new ServiceError({
    kind: 'unsupported',
    tried: `react to message ${String(id)} on ${client.place}`,
    cameBack,
    advice,
  });
}
