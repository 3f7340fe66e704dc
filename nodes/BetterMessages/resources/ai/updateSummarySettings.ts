import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { conversation } from '../../fields.ts';
import { loose } from '../../loose.ts';
import { settings } from './options.ts';

export const updateSummarySettings: Operation<BetterMessagesConnection> = {
  value: 'updateSummarySettings',
  name: 'Update Summary Settings',
  action: 'Update the summary settings of a conversation',
  description: 'Change how a conversation is summarized',
  fields: [conversation, settings],
  run: async (call) =>
    loose(
      await call.connection.client.setSummarization(call.number('conversation'), call.object('settings')),
    ),
};
