import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import type { BetterMessagesConnection } from '../../src/platforms/better-messages/index.ts';
import { connect, loadCore, locator, nodeErrorOf } from '../kit/index.ts';
import { betterMessages } from './system.ts';

/** A chat room has two IDs: this one, and that of the thread with its messages. */
export const room = locator({
  displayName: 'Chat Room',
  name: 'room',
  description: 'The chat room to work with; its ID is not that of its thread',
  search: 'searchChatRooms',
  idPlaceholder: '8',
  id: { regex: '^\\s*\\d+\\s*$', errorMessage: 'A chat room ID is a number' },
});

/** Of `methods.listSearch`: the rooms that the account is in or may join. */
export async function searchChatRooms(
  this: ILoadOptionsFunctions,
  filter?: string,
  paginationToken?: string,
): Promise<INodeListSearchResult> {
  const core = await loadCore();
  try {
    const { connection } = await connect(this, betterMessages, { patienceMs: 5000 });
    return await roomsIn(connection, filter, Number(paginationToken ?? 1));
  } catch (error) {
    throw nodeErrorOf(core, this.getNode(), error, 0);
  }
}

async function roomsIn(
  { client }: BetterMessagesConnection,
  search: string | undefined,
  page: number,
): Promise<INodeListSearchResult> {
  const { items, hasMore } = await client.chatRooms({ page, perPage: 50, ...(search ? { search } : {}) });
  const results = items.map(({ chat_id: id, title }) => ({ name: title, value: String(id) }));
  return { results, ...(hasMore ? { paginationToken: String(page + 1) } : {}) };
}
