import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { loose } from '../../loose.ts';
import { room } from '../../rooms.ts';

const copyParticipants = {
  displayName: 'Copy Participants',
  name: 'copyParticipants',
  type: 'boolean',
  default: false,
  description: 'Whether the people of the room are in the new one as well',
} as const;

export const duplicate: Operation<BetterMessagesConnection> = {
  value: 'duplicate',
  name: 'Duplicate',
  action: 'Duplicate a chat room',
  description: 'Make a chat room with the settings of another; needs the account of an administrator',
  fields: [room, copyParticipants],
  run: async (call) =>
    loose(await call.connection.client.duplicateChatRoom(call.number('room'), call.flag('copyParticipants'))),
};
