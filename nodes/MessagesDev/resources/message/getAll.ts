import type { MessagesDevConnection } from '../../../../src/platforms/messages-dev/index.ts';
import type { INodeExecutionData } from 'n8n-workflow';
import type { Operation } from '../../../kit/index.ts';
import { Items, download, many, messageItem, simplify } from '../../../kit/index.ts';
import { conversation } from '../../fields.ts';
import { conversationOf } from '../../reading.ts';

export const getAll: Operation<MessagesDevConnection> = {
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
          placeholder: 'e.g. msg_abc123',
          description: 'Only messages newer than this one; a limit then keeps the oldest ones',
        },
        {
          displayName: 'Before Message ID',
          name: 'before',
          type: 'string',
          default: '',
          placeholder: 'e.g. msg_abc123',
          description: 'Only messages older than this one',
        },
      ],
    },
    simplify,
    download,
  ],
  async run(call) {
    const to = conversationOf(call);
    const limit = call.limit() ?? Infinity;
    const [isSimple, withFiles] = [call.flag('simplify'), call.flag('download')];
    const after = call.optionalId('filters.after');
    const before = call.optionalId('filters.before');
    const messages = await call.connection.listMessages(to, {
      limit,
      ...(after === undefined ? {} : { after }),
      ...(before === undefined ? {} : { before }),
    });
    const items: INodeExecutionData[] = [];
    // One file after the other: they may be large.
    for (const message of messages) items.push(await messageItem(call, message, isSimple, withFiles));
    return new Items(items);
  },
};
