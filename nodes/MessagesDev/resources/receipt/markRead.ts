import type { MessagesDevConnection } from '../../../../src/platforms/messages-dev/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { conversation } from '../../fields.ts';
import { conversationOf } from '../../reading.ts';

export const markRead: Operation<MessagesDevConnection> = {
  value: 'markRead',
  name: 'Mark as Read',
  action: 'Mark a conversation as read',
  description: 'Show the others that the line has read everything in a conversation',
  fields: [conversation],
  async run(call) {
    const to = conversationOf(call);
    const { id } = await call.connection.client.markRead(to);
    return { success: true, conversation: to, outboxId: id };
  },
};
