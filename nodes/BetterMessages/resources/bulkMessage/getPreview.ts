import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { messageId } from '../../fields.ts';
import { loose } from '../../loose.ts';

export const getPreview: Operation<BetterMessagesConnection> = {
  value: 'getPreview',
  name: 'Get Message Preview',
  action: 'Get the preview of a message',
  description: 'Read how a message shows in the list of bulk messages, for roles that may send bulk messages',
  fields: [messageId],
  run: async (call) => loose(await call.connection.client.bulkMessagePreview(call.number('messageId'))),
};
