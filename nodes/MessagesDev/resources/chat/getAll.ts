import type { MessagesDevConnection } from '../../../../src/platforms/messages-dev/index.ts';
import type { IDataObject } from 'n8n-workflow';
import type { Conversation } from '../../../../src/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { conversationJson, conversationOutput, many, simplify } from '../../../kit/index.ts';
import { shown } from '../../outputs.ts';

export const getAll: Operation<MessagesDevConnection> = {
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many chats',
  description: 'List the chats and groups of the line, most recently active first',
  fields: [
    ...many,
    {
      displayName: 'Filters',
      name: 'filters',
      type: 'collection',
      placeholder: 'Add filter',
      default: {},
      options: [
        {
          displayName: 'Kind',
          name: 'kind',
          type: 'options',
          options: [
            { name: 'All', value: 'all' },
            { name: 'Direct', value: 'direct', description: 'Chats with one person' },
            { name: 'Group', value: 'group' },
          ],
          default: 'all',
        },
        {
          displayName: 'Search',
          name: 'search',
          type: 'string',
          default: '',
          placeholder: 'e.g. book club',
          description: 'Only chats with this in their name, ID or participants',
        },
      ],
    },
    simplify,
  ],
  async run(call) {
    const limit = call.limit();
    const isSimple = call.flag('simplify');
    const kind = call.optional('filters.kind') ?? 'all';
    const search = call.optional('filters.search');
    const { items } = await call.connection.listConversations({
      limit: Infinity,
      ...(search === undefined ? {} : { search: search.trim() }),
    });
    return items
      .filter((chat) => kind === 'all' || chat.kind === kind)
      .slice(0, limit)
      .map((chat) => (isSimple ? chatJson(chat) : conversationOutput(chat, false)));
  },
};

/** A chat with the people in it, and whether it may be written to. */
function chatJson(chat: Conversation): IDataObject {
  const raw = typeof chat.raw === 'object' && chat.raw !== null ? shown(chat.raw) : {};
  const { participants, service, hasReceivedInbound } = raw;
  return { ...conversationJson(chat), participants, service, hasReceivedInbound };
}
