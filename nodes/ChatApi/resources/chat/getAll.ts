import type { ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { conversationOutput, many, simplify } from '../../../kit/index.ts';

export const getAll: Operation<ChatApiConnection> = {
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many chats',
  description: 'List private chats and groups, the most recently active first',
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
            { name: 'Group', value: 'group' },
            { name: 'Private Chat', value: 'direct' },
          ],
          default: 'group',
        },
        {
          displayName: 'Search',
          name: 'search',
          type: 'string',
          default: '',
          description: 'Part of the name or number',
        },
      ],
    },
    simplify,
  ],
  async run(call) {
    const limit = call.limit() ?? Infinity;
    const [kind, search] = [call.optional('filters.kind'), call.optional('filters.search')];
    const isSimple = call.flag('simplify');
    const { items } = await call.connection.listConversations({
      limit: kind === undefined ? limit : Infinity,
      ...(search === undefined ? {} : { search }),
    });
    return items
      .filter((chat) => kind === undefined || chat.kind === kind)
      .slice(0, limit)
      .map((chat) => conversationOutput(chat, isSimple));
  },
};
