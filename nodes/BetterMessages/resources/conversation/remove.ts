import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { conversation } from '../../fields.ts';

export const remove: Operation<BetterMessagesConnection> = {
  value: 'delete',
  name: 'Delete',
  action: 'Delete a conversation',
  description: 'Delete a conversation for the account alone; it comes back when somebody writes in it',
  fields: [conversation],
  async run(call) {
    await call.connection.client.deleteThread(call.number('conversation'));
    return { deleted: true };
  },
};
