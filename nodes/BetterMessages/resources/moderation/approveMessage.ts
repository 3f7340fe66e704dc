import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { messageId } from '../../fields.ts';
import { loose } from '../../loose.ts';

export const approveMessage: Operation<BetterMessagesConnection> = {
  value: 'approveMessage',
  name: 'Approve Message',
  action: 'Approve a message',
  description: 'Let a message that waits be seen; needs the account of an administrator',
  fields: [messageId],
  run: async (call) => loose(await call.connection.client.approveMessage(call.number('messageId'))),
};
