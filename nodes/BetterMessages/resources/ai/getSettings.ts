import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { conversation } from '../../fields.ts';
import { loose } from '../../loose.ts';

export const getSettings: Operation<BetterMessagesConnection> = {
  value: 'getSettings',
  name: 'Get Settings',
  action: 'Get the AI settings of a conversation',
  description: 'Read what AI does in a conversation; needs an AI provider in the settings of the plugin',
  fields: [conversation],
  run: async (call) => loose(await call.connection.client.aiSettings(call.number('conversation'))),
};
