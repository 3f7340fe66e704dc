import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';

export const getAll: Operation<BetterMessagesConnection> = {
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many AI bots',
  description: 'List the AI bots that are switched on, with the user IDs as which they write',
  fields: [],
  run: (call) => call.connection.client.aiBots(),
};
