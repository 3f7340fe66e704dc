import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { messageIds } from './ids.ts';

export const deleteMessages: Operation<BetterMessagesConnection> = {
  value: 'deleteMessages',
  name: 'Delete Messages',
  action: 'Delete messages of the site',
  description: 'Delete messages of anybody, in any conversation; needs the account of an administrator',
  fields: [messageIds],
  async run(call) {
    await call.connection.client.adminDeleteMessages(call.numbers('messageIds'));
    return { deleted: true };
  },
};
