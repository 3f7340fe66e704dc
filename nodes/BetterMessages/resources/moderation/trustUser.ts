import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { person } from '../../fields.ts';
import { loose } from '../../loose.ts';

export const trustUser: Operation<BetterMessagesConnection> = {
  value: 'trustUser',
  name: 'Trust User',
  action: 'Trust a user',
  description: 'Let what a user writes be seen without approval; needs the account of an administrator',
  fields: [person],
  run: async (call) => loose(await call.connection.client.whitelistUser(call.number('user'))),
};
