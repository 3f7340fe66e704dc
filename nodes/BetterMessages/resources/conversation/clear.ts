import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { conversation } from '../../fields.ts';

export const clear: Operation<BetterMessagesConnection> = {
  value: 'clear',
  name: 'Clear',
  action: 'Clear a conversation',
  description: 'Delete all messages of a conversation for everybody; for administrators',
  fields: [conversation],
  async run(call) {
    const thread = call.number('conversation');
    // One call deletes 50 messages and says how many are left.
    for (let before = Infinity; ;) {
      const left = await call.connection.client.clearMessages(thread);
      if (left === 0) return { cleared: true };
      if (left >= before) {
        call.fail(
          `${String(left)} messages of the conversation could not be deleted`,
          'Look at the conversation on the site, and run it again.',
        );
      }
      before = left;
    }
  },
};
