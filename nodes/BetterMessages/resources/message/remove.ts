import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { conversation, messageId } from '../../fields.ts';

export const remove: Operation<BetterMessagesConnection> = {
  value: 'delete',
  name: 'Delete',
  action: 'Delete a message',
  description: 'Delete a message of the account, or any message as an administrator',
  fields: [conversation, messageId],
  async run(call) {
    const [thread, id] = [call.number('conversation'), call.number('messageId')];
    await call.connection.delete(String(thread), String(id));
    return { deleted: true };
  },
};
