import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { room } from '../../rooms.ts';

export const deleteRoom: Operation<BetterMessagesConnection> = {
  value: 'delete',
  name: 'Delete',
  action: 'Delete a chat room',
  description: 'Delete a chat room with its messages; needs the account of an administrator',
  fields: [room],
  async run(call) {
    await call.connection.client.deleteChatRoom(call.number('room'));
    return { deleted: true };
  },
};
