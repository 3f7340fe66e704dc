import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { userIds } from '../../fields.ts';
import { userOutput } from '../../outputs.ts';

/** More are left out without a word. */
const MOST = 100;

export const getPublicProfiles: Operation<BetterMessagesConnection> = {
  value: 'getPublicProfiles',
  name: 'Get Many Public Profiles',
  action: 'Get many public profiles',
  description: 'Look up people as strangers see them; nobody unless the site lets guests in',
  fields: [userIds],
  async run(call) {
    const wanted = call.numbers('userIds');
    if (wanted.length > MOST) call.refuse('userIds', `has more than ${String(MOST)} users in it`);
    const { users } = await call.connection.client.publicProfiles(wanted);
    return users.map((one) => userOutput(call.core, one));
  },
};
