import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { loose } from '../../loose.ts';
import { room } from '../../rooms.ts';

export const clear: Operation<BetterMessagesConnection> = {
  value: 'clear',
  name: 'Clear',
  action: 'Clear a chat room',
  description: 'Delete all messages of a chat room; needs the account of an administrator',
  fields: [room],
  run: async (call) => loose(await call.connection.client.clearChatRoom(call.number('room'))),
};
