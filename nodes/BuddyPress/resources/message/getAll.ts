import type { BuddyPressConnection } from '../../../../src/platforms/buddypress/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { many, messageOutput, simplify } from '../../../kit/index.ts';
import { thread } from '../../fields.ts';

export const getAll: Operation<BuddyPressConnection> = {
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many messages',
  description: 'Read the messages of a thread, oldest first; a limit keeps the newest ones',
  fields: [thread, ...many, simplify],
  async run(call) {
    const limit = call.limit() ?? Infinity;
    const isSimple = call.flag('simplify');
    const messages = await call.connection.listMessages(call.id('thread'), { limit });
    return messages.map((message) => messageOutput(call.core, message, isSimple));
  },
};
