import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { loose } from '../../loose.ts';
import { job } from './fields.ts';

export const getFollowUpCounts: Operation<BetterMessagesConnection> = {
  value: 'getFollowUpCounts',
  name: 'Get Answer Counts',
  action: 'Get the answer counts of a bulk message',
  description: 'Count the answers to a bulk message, for roles that may send bulk messages',
  fields: [job],
  run: async (call) => loose(await call.connection.client.bulkFollowUpCounts(call.number('job'))),
};
