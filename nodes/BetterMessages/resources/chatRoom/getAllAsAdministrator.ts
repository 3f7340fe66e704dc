import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { loose } from '../../loose.ts';

export const getAllAsAdministrator: Operation<BetterMessagesConnection> = {
  value: 'getAllAsAdministrator',
  name: 'Get Many (Administrator)',
  action: 'Get many chat rooms as an administrator',
  description: 'List all chat rooms of the site with their settings; needs the account of an administrator',
  fields: [],
  run: async (call) => loose(await call.connection.client.adminChatRooms()),
};
