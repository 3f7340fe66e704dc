import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';

export const ping: Operation<BetterMessagesConnection> = {
  value: 'ping',
  name: 'Ping',
  action: 'Ping the site',
  description: 'Ask whether Better Messages answers; it says nothing about the credential',
  fields: [],
  async run(call) {
    await call.connection.client.ping();
    return { success: true };
  },
};
