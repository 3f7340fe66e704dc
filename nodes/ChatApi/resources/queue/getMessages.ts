import type { ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';

export const getMessages: Operation<ChatApiConnection> = {
  value: 'getMessages',
  name: 'Get Messages',
  action: 'Get the queue of messages',
  description: 'List the first hundred messages that wait to go out, each with how many wait in all',
  fields: [],
  async run(call) {
    const { totalMessages, first100 } = await call.connection.client.showMessagesQueue();
    return (first100 ?? []).map(({ id, body, type, chatId, last_try }) => ({
      queueNumber: Number(id),
      conversation: chatId ?? undefined,
      type: type ?? undefined,
      text: body ?? undefined,
      lastTryAt: last_try ? new Date(Number(last_try)).toISOString() : undefined,
      waiting: Number(totalMessages ?? first100?.length),
    }));
  },
};
