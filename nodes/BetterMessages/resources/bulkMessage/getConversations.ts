import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { loose } from '../../loose.ts';
import { pageNumber } from '../../paging.ts';
import { job } from './fields.ts';

export const getConversations: Operation<BetterMessagesConnection> = {
  value: 'getConversations',
  name: 'Get Conversations',
  action: 'Get the conversations of a bulk message',
  description:
    'List the conversations that a bulk message went to, one page at a time, for roles that may send bulk messages',
  fields: [job, pageNumber],
  run: async (call) =>
    loose(await call.connection.client.bulkThreads(call.number('job'), call.number('page'))),
};
