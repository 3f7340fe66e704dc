import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { conversation } from '../../fields.ts';
import { loose } from '../../loose.ts';
import { options } from './options.ts';

export const translate: Operation<BetterMessagesConnection> = {
  value: 'translate',
  name: 'Translate Messages',
  action: 'Translate messages of a conversation',
  description: 'Have the AI of the site translate messages of a conversation',
  fields: [conversation, options],
  run: async (call) =>
    loose(
      await call.connection.client.translateMessages(call.number('conversation'), call.object('options')),
    ),
};
