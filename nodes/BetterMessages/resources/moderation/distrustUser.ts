import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { person } from '../../fields.ts';
import { loose } from '../../loose.ts';

export const distrustUser: Operation<BetterMessagesConnection> = {
  value: 'distrustUser',
  name: 'Distrust User',
  action: 'Distrust a user',
  description: 'Let what a user writes wait for approval; needs the account of an administrator',
  fields: [person],
  run: async (call) => loose(await call.connection.client.blacklistUser(call.number('user'))),
};
