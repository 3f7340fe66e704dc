import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { person } from '../../fields.ts';
import { loose } from '../../loose.ts';

export const undistrustUser: Operation<BetterMessagesConnection> = {
  value: 'undistrustUser',
  name: 'Distrust User No More',
  action: 'Distrust a user no more',
  description: 'Take back the distrust in a user; needs the account of an administrator',
  fields: [person],
  run: async (call) => loose(await call.connection.client.unblacklistUser(call.number('user'))),
};
