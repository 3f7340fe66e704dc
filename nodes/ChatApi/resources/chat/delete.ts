import type { ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { conversation } from '../../fields.ts';
import { conversationOf } from '../../reading.ts';

export const deleteChat: Operation<ChatApiConnection> = {
  value: 'delete',
  name: 'Delete',
  action: 'Delete a chat',
  description: 'Remove a chat from the list of the phone',
  fields: [conversation],
  async run(call) {
    const chat = conversationOf(call);
    await call.connection.client.removeChat(chat);
    return { deleted: true, conversation: chat };
  },
};
