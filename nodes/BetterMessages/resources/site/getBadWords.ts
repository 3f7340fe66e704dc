import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';

export const getBadWords: Operation<BetterMessagesConnection> = {
  value: 'getBadWords',
  name: 'Get Many Bad Words',
  action: 'Get many bad words',
  description: 'List the words that the site lets nobody send',
  fields: [],
  async run(call) {
    return (await call.connection.client.badWords()).map((word) => ({ word }));
  },
};
