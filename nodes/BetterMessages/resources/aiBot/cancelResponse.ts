import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { conversation } from '../../fields.ts';
import { loose } from '../../loose.ts';

export const cancelResponse: Operation<BetterMessagesConnection> = {
  value: 'cancelResponse',
  name: 'Cancel Response',
  action: 'Cancel the response of an AI bot',
  description: 'Stop the answer that an AI bot is writing in a conversation',
  fields: [conversation],
  run: async (call) => loose(await call.connection.client.cancelResponse(call.number('conversation'))),
};
