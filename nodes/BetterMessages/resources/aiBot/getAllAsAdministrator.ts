import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { withoutKey } from '../../bots.ts';
import { loose } from '../../loose.ts';

export const getAllAsAdministrator: Operation<BetterMessagesConnection> = {
  value: 'getAllAsAdministrator',
  name: 'Get Many (Administrator)',
  action: 'Get many AI bots as an administrator',
  description:
    'List all AI bots of the site with their settings, without the keys; needs the account of an administrator',
  fields: [],
  run: async (call) => loose(withoutKey(await call.connection.client.adminAiBots())),
};
