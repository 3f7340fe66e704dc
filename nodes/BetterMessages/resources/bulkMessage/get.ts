import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { loose } from '../../loose.ts';
import { job } from './fields.ts';

export const get: Operation<BetterMessagesConnection> = {
  value: 'get',
  name: 'Get',
  action: 'Get a bulk message',
  description: 'Read how far a bulk message is, for roles that may send bulk messages',
  fields: [job],
  run: async (call) => loose(await call.connection.client.bulkStatus(call.number('job'))),
};
