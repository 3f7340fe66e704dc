import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { many, messageOutput, simplify } from '../../../kit/index.ts';
import { conversation } from '../../fields.ts';

export const getAll: Operation<BetterMessagesConnection> = {
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many messages',
  description: 'Read the messages of a conversation, oldest first; a limit keeps the newest ones',
  fields: [conversation, ...many, simplify],
  async run(call) {
    const limit = call.limit() ?? Infinity;
    const isSimple = call.flag('simplify');
    const messages = await call.connection.listMessages(call.id('conversation'), { limit });
    return messages.map((message) => messageOutput(call.core, message, isSimple));
  },
};
