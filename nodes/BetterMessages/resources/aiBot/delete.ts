import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { botId } from '../../bots.ts';

export const deleteBot: Operation<BetterMessagesConnection> = {
  value: 'delete',
  name: 'Delete',
  action: 'Delete an AI bot',
  description: 'Delete an AI bot; needs the account of an administrator',
  fields: [botId],
  async run(call) {
    await call.connection.client.deleteAiBot(call.number('botId'));
    return { deleted: true };
  },
};
