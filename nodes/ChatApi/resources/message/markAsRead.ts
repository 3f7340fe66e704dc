import type { ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { messageId } from '../../fields.ts';

export const markAsRead: Operation<ChatApiConnection> = {
  value: 'markAsRead',
  name: 'Mark as Read',
  action: 'Mark a message as read',
  description: 'Mark a message of 1msg.io and all before it as read; Chat API marks whole chats',
  fields: [messageId],
  async run(call) {
    await call.connection.client.readMessage(call.id('messageId'));
    return { success: true };
  },
};
