import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { loose } from '../../loose.ts';

export const getReasons: Operation<BetterMessagesConnection> = {
  value: 'getReasons',
  name: 'Get Reasons',
  action: 'Get the reasons for reports',
  description: 'List the reasons that a report may have',
  fields: [],
  run: async (call) => loose(await call.connection.client.reportReasons()),
};
