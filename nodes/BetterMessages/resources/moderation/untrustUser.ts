import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { person } from '../../fields.ts';
import { loose } from '../../loose.ts';

export const untrustUser: Operation<BetterMessagesConnection> = {
  value: 'untrustUser',
  name: 'Trust User No More',
  action: 'Trust a user no more',
  description: 'Take back the trust in a user; needs the account of an administrator',
  fields: [person],
  run: async (call) => loose(await call.connection.client.unwhitelistUser(call.number('user'))),
};
