import type { ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';

export const clearMessages: Operation<ChatApiConnection> = {
  value: 'clearMessages',
  name: 'Clear Messages',
  action: 'Clear the queue of messages',
  description: 'Drop every message that waits to go out',
  fields: [],
  async run(call) {
    const { message, messageTextsExample } = await call.connection.client.clearMessagesQueue();
    return { deleted: true, message, examples: messageTextsExample ?? [] };
  },
};
