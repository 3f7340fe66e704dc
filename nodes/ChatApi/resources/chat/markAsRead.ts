import type { ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { conversation } from '../../fields.ts';
import { conversationOf } from '../../reading.ts';

export const markAsRead: Operation<ChatApiConnection> = {
  value: 'markAsRead',
  name: 'Mark as Read',
  action: 'Mark a chat as read',
  description: 'Mark everything in a chat as read',
  fields: [conversation],
  async run(call) {
    const chat = conversationOf(call);
    await call.connection.markRead?.(chat);
    return { success: true, conversation: chat };
  },
};
