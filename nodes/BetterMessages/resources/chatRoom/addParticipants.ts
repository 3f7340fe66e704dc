import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { userIds } from '../../fields.ts';
import { loose } from '../../loose.ts';
import { room } from '../../rooms.ts';

export const addParticipants: Operation<BetterMessagesConnection> = {
  value: 'addParticipants',
  name: 'Add Participants',
  action: 'Add participants to a chat room',
  description: 'Put people into a chat room; needs the account of an administrator',
  fields: [room, userIds],
  run: async (call) =>
    loose(await call.connection.client.addChatRoomParticipants(call.number('room'), call.numbers('userIds'))),
};
