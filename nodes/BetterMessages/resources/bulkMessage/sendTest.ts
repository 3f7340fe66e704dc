import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { loose } from '../../loose.ts';
import { content } from './fields.ts';

export const sendTest: Operation<BetterMessagesConnection> = {
  value: 'sendTest',
  name: 'Send Test',
  action: 'Send a test of a bulk message',
  description: 'Send a bulk message to oneself only, for roles that may send bulk messages',
  fields: [content],
  run: async (call) => loose(await call.connection.client.testBulk(call.object('content'))),
};
