import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { loose } from '../../loose.ts';
import { content } from './fields.ts';

export const send: Operation<BetterMessagesConnection> = {
  value: 'send',
  name: 'Send',
  action: 'Send a bulk message',
  description: 'Send a message to many people at once, for roles that may send bulk messages',
  fields: [content],
  run: async (call) => loose(await call.connection.client.createBulk(call.object('content'))),
};
