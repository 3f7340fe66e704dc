import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { many } from '../../../kit/index.ts';
import { search } from '../../fields.ts';
import { everyPage } from '../../paging.ts';
import { unpacked } from './unpacked.ts';

const PAGE = 50;

export const getAll: Operation<BetterMessagesConnection> = {
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many chat rooms',
  description: 'List the chat rooms that the account is in or may join',
  fields: [...many, search],
  async run(call) {
    const limit = call.limit();
    const text = call.optional('search');
    const rooms = await everyPage(limit, (page) =>
      call.connection.client.chatRooms({
        page,
        perPage: PAGE,
        ...(text === undefined ? {} : { search: text }),
      }),
    );
    return rooms.map((room) => ({ ...room, participants: unpacked(room.participants) }));
  },
};
