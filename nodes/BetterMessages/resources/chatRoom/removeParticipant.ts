import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { person } from '../../fields.ts';
import { loose } from '../../loose.ts';
import { room } from '../../rooms.ts';

export const removeParticipant: Operation<BetterMessagesConnection> = {
  value: 'removeParticipant',
  name: 'Remove Participant',
  action: 'Remove a participant from a chat room',
  description: 'Take somebody out of a chat room; needs the account of an administrator',
  fields: [room, person],
  run: async (call) =>
    loose(await call.connection.client.removeChatRoomParticipant(call.number('room'), call.number('user'))),
};
