import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { loose } from '../../loose.ts';

export const getAll: Operation<BetterMessagesConnection> = {
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many bulk messages',
  description: 'List the bulk messages of the site, for roles that may send bulk messages',
  fields: [],
  run: async (call) => loose(await call.connection.client.bulkJobs()),
};
