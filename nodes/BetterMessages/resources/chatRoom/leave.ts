import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { room } from '../../rooms.ts';
import { membership } from './membership.ts';

export const leave: Operation<BetterMessagesConnection> = {
  value: 'leave',
  name: 'Leave',
  action: 'Leave a chat room',
  description: 'Leave a chat room with the account of the credential',
  fields: [room],
  async run(call) {
    const id = call.number('room');
    const answer = await call.connection.client.leaveChatRoom(id);
    const { conversation, isJoined } = membership(answer);
    if (answer.result || isJoined === false) return { success: true, room: id, conversation };
    return call.fail(
      `The account could not leave chat room ${String(id)}`,
      'Check the ID, which is not that of the thread.',
    );
  },
};
