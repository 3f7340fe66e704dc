import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { many } from '../../../kit/index.ts';
import { loose } from '../../loose.ts';

export const getGroups: Operation<BetterMessagesConnection> = {
  value: 'getGroups',
  name: 'Get Many Groups',
  action: 'Get many groups',
  description: 'List the groups of the account; none without a community plugin',
  fields: [...many],
  async run(call) {
    const limit = call.limit();
    return loose((await call.connection.client.groups()).slice(0, limit));
  },
};
