import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { conversation } from '../../fields.ts';
import { loose } from '../../loose.ts';

export const getSummarySettings: Operation<BetterMessagesConnection> = {
  value: 'getSummarySettings',
  name: 'Get Summary Settings',
  action: 'Get the summary settings of a conversation',
  description: 'Read how a conversation is summarized',
  fields: [conversation],
  run: async (call) => loose(await call.connection.client.summarization(call.number('conversation'))),
};
