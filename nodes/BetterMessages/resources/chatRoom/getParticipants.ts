import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { search } from '../../fields.ts';
import { loose } from '../../loose.ts';
import { pageNumber } from '../../paging.ts';
import { room } from '../../rooms.ts';

export const getParticipants: Operation<BetterMessagesConnection> = {
  value: 'getParticipants',
  name: 'Get Participants',
  action: 'Get the participants of a chat room',
  description: 'List who is in a chat room, one page at a time; needs the account of an administrator',
  fields: [room, pageNumber, search],
  async run(call) {
    const [id, page, text] = [call.number('room'), call.number('page'), call.optional('search')];
    return loose(await call.connection.client.chatRoomParticipants(id, page, text));
  },
};
