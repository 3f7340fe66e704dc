import type { ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { messageId } from '../../fields.ts';

export const deleteMessage: Operation<ChatApiConnection> = {
  value: 'delete',
  name: 'Delete',
  action: 'Delete a message',
  description: 'Take a message back',
  fields: [messageId],
  async run(call) {
    const id = call.id('messageId');
    await call.connection.client.deleteMessage(id);
    return { deleted: true, id };
  },
};
