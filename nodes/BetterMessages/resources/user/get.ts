import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { person } from '../../fields.ts';
import { userOutput } from '../../outputs.ts';

export const get: Operation<BetterMessagesConnection> = {
  value: 'get',
  name: 'Get',
  action: 'Get a user',
  description: 'Look up a user, guest or AI bot',
  fields: [person],
  async run(call) {
    const users = [call.number('user')];
    const found = (await call.connection.client.lazyPool({ users })).users ?? [];
    return found.slice(0, 1).map((one) => userOutput(call.core, one));
  },
};
