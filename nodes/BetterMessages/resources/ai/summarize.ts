import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { conversation } from '../../fields.ts';
import { loose } from '../../loose.ts';
import { options } from './options.ts';

export const summarize: Operation<BetterMessagesConnection> = {
  value: 'summarize',
  name: 'Summarize',
  action: 'Summarize a conversation',
  description: 'Have the AI of the site summarize a conversation',
  fields: [conversation, options],
  run: async (call) =>
    loose(await call.connection.client.summarize(call.number('conversation'), call.object('options'))),
};
