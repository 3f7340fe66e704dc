import type { ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { download, Items, many, simplify } from '../../../kit/index.ts';
import { anyConversation } from '../../fields.ts';
import { itemsOf, readMessages } from '../../messages.ts';
import { optionalConversationOf, secondsOf } from '../../reading.ts';

export const getAll: Operation<ChatApiConnection> = {
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many messages',
  description: 'Read messages, oldest first; a limit keeps the newest ones',
  fields: [
    anyConversation,
    ...many,
    {
      displayName: 'Filters',
      name: 'filters',
      type: 'collection',
      placeholder: 'Add filter',
      default: {},
      options: [
        {
          displayName: 'After Message Number',
          name: 'afterNumber',
          type: 'number',
          typeOptions: { minValue: 0 },
          default: 0,
          description:
            'Only messages that the instance stored after this number; a limit then keeps those that follow it',
        },
        { displayName: 'Since', name: 'since', type: 'dateTime', default: '' },
        { displayName: 'Until', name: 'until', type: 'dateTime', default: '' },
      ],
    },
    simplify,
    download,
  ],
  async run(call) {
    const messages = await readMessages(call, {
      conversation: optionalConversationOf(call),
      limit: call.limit() ?? Infinity,
      afterNumber: call.optionalNumber('filters.afterNumber'),
      since: secondsOf(call, 'filters.since'),
      until: secondsOf(call, 'filters.until'),
    });
    return new Items(await itemsOf(call, messages));
  },
};
