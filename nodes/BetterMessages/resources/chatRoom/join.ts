import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { room } from '../../rooms.ts';
import { membership } from './membership.ts';

export const join: Operation<BetterMessagesConnection> = {
  value: 'join',
  name: 'Join',
  action: 'Join a chat room',
  description: 'Enter a chat room with the account of the credential',
  fields: [room],
  async run(call) {
    const id = call.number('room');
    const answer = await call.connection.client.joinChatRoom(id);
    const { conversation, isJoined } = membership(answer);
    if (answer.result || isJoined === true) return { success: true, room: id, conversation };
    return call.fail(
      `The account could not join chat room ${String(id)}`,
      'Check the ID, which is not that of the thread, and let the role of the account join in the settings of the chat room.',
    );
  },
};
