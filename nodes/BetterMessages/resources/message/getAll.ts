import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { download, many, simplify } from '../../../kit/index.ts';
import { conversation } from '../../fields.ts';
import { messageItems } from '../../items.ts';

export const getAll: Operation<BetterMessagesConnection> = {
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many messages',
  description: 'Read the messages of a conversation, oldest first; a limit keeps the newest ones',
  fields: [
    conversation,
    ...many,
    {
      displayName: 'Filters',
      name: 'filters',
      type: 'collection',
      placeholder: 'Add filter',
      default: {},
      options: [
        {
          displayName: 'After Message ID',
          name: 'after',
          type: 'string',
          default: '',
          placeholder: 'e.g. 1234',
          description: 'Only messages newer than this one; a limit then keeps the oldest ones',
        },
        {
          displayName: 'Before Message ID',
          name: 'before',
          type: 'string',
          default: '',
          placeholder: 'e.g. 1234',
          description: 'Only messages older than this one',
        },
      ],
    },
    simplify,
    download,
  ],
  async run(call) {
    const limit = call.limit() ?? Infinity;
    const [isSimple, withFiles] = [call.flag('simplify'), call.flag('download')];
    const after = call.optionalNumber('filters.after');
    const before = call.optionalNumber('filters.before');
    const messages = await call.connection.listMessages(String(call.number('conversation')), {
      limit,
      ...(after === undefined ? {} : { after: String(after) }),
      ...(before === undefined ? {} : { before: String(before) }),
    });
    return messageItems(call, messages, isSimple, withFiles);
  },
};
