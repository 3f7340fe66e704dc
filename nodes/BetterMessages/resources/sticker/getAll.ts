import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { loose } from '../../loose.ts';

export const getAll: Operation<BetterMessagesConnection> = {
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many stickers',
  description: 'List the stickers, where the site has a provider of stickers',
  fields: [],
  run: async (call) => loose(await call.connection.client.stickers()),
};
