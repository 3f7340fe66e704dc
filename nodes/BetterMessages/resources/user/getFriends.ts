import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { many } from '../../../kit/index.ts';
import { loose } from '../../loose.ts';

export const getFriends: Operation<BetterMessagesConnection> = {
  value: 'getFriends',
  name: 'Get Many Friends',
  action: 'Get many friends',
  description: 'List the friends of the account; none without a community plugin',
  fields: [...many],
  async run(call) {
    const limit = call.limit();
    return loose((await call.connection.client.friends()).slice(0, limit));
  },
};
