import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { person } from '../../fields.ts';
import { BLOCKING, done } from '../../outputs.ts';

export const unblock: Operation<BetterMessagesConnection> = {
  value: 'unblock',
  name: 'Unblock',
  action: 'Unblock a user',
  description: 'Let a user write to the account again',
  fields: [person],
  async run(call) {
    return done(call, await call.connection.client.unblockUser(call.number('user')), BLOCKING);
  },
};
