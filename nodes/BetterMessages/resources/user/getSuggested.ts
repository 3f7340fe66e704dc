import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { userOutput } from '../../outputs.ts';

export const getSuggested: Operation<BetterMessagesConnection> = {
  value: 'getSuggested',
  name: 'Get Many Suggested',
  action: 'Get many suggested users',
  description: 'List people whom the plugin suggests to write to, at most 12',
  fields: [],
  async run(call) {
    const { client } = call.connection;
    const users = await client.userSuggestions();
    if (users.length === 0) return [];
    const found = (await client.lazyPool({ users })).users ?? [];
    return found.map((one) => userOutput(call.core, one));
  },
};
