import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { person } from '../../fields.ts';
import { BLOCKING, done } from '../../outputs.ts';

export const block: Operation<BetterMessagesConnection> = {
  value: 'block',
  name: 'Block',
  action: 'Block a user',
  description: 'Keep a user from writing to the account',
  fields: [person],
  async run(call) {
    return done(call, await call.connection.client.blockUser(call.number('user')), BLOCKING);
  },
};
