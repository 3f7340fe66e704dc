import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { userIds } from '../../fields.ts';

export const find: Operation<BetterMessagesConnection> = {
  value: 'find',
  name: 'Find Existing',
  action: 'Find an existing conversation',
  description: 'Find the conversation that a new one with these people would repeat',
  fields: [userIds],
  async run(call) {
    const found = await call.connection.client.suggestThread(call.numbers('userIds'));
    return found !== false && found.result === 'thread_found'
      ? { found: true, id: String(found.thread_id) }
      : { found: false };
  },
};
