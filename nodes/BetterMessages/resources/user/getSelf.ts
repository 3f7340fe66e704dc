import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';

export const getSelf: Operation<BetterMessagesConnection> = {
  value: 'getSelf',
  name: 'Get Self',
  action: 'Get the own account',
  description: 'Find out who the account of the credential is',
  fields: [],
  async run(call) {
    return { ...(await call.connection.whoAmI()) };
  },
};
