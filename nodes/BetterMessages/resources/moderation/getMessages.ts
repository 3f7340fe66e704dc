import type { INodeProperties } from 'n8n-workflow';
import type { BetterMessagesClient } from '../../../../src/platforms/better-messages/index.ts';
import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { many, simplify } from '../../../kit/index.ts';
import { isGiven } from '../../changes.ts';
import { everyPage } from '../../paging.ts';

type AdminMessage = Awaited<ReturnType<BetterMessagesClient['adminMessages']>>['messages'][number];

const filters: INodeProperties = {
  displayName: 'Filters',
  name: 'filters',
  type: 'collection',
  placeholder: 'Add Filter',
  default: {},
  options: [
    {
      displayName: 'Conversation ID',
      name: 'conversation',
      type: 'string',
      default: '',
      placeholder: 'e.g. 42',
    },
    {
      displayName: 'Message IDs',
      name: 'messageIds',
      type: 'string',
      default: '',
      placeholder: 'e.g. 1234, 1235',
    },
    {
      displayName: 'Only Pending',
      name: 'pending',
      type: 'boolean',
      default: true,
      description: 'Whether to list only messages that wait for approval',
    },
    {
      displayName: 'Only Reported',
      name: 'reported',
      type: 'boolean',
      default: true,
      description: 'Whether to list only messages that somebody reported',
    },
    { displayName: 'Search', name: 'search', type: 'string', default: '', placeholder: 'e.g. refund' },
    { displayName: 'Sender ID', name: 'sender', type: 'string', default: '', placeholder: 'e.g. 7' },
  ],
};

export const getMessages: Operation<BetterMessagesConnection> = {
  value: 'getMessages',
  name: 'Get Messages',
  action: 'Get messages of the whole site',
  description: 'List the messages of all conversations, newest first; needs the account of an administrator',
  fields: [...many, filters, simplify],
  async run(call) {
    const limit = call.limit();
    const isSimple = call.flag('simplify');
    const threadId = call.optionalNumber('filters.conversation');
    const senderId = call.optionalNumber('filters.sender');
    const search = call.optional('filters.search');
    const wanted = {
      reported: call.flag('filters.reported'),
      pending: call.flag('filters.pending'),
      ...(threadId === undefined ? {} : { threadId }),
      ...(senderId === undefined ? {} : { senderId }),
      ...(search === undefined ? {} : { search }),
      ...(isGiven(call, 'filters.messageIds') ? { messageIds: call.numbers('filters.messageIds') } : {}),
    };
    const found = await everyPage(limit, async (page) => {
      const { messages, pages } = await call.connection.client.adminMessages({ ...wanted, page });
      return { items: messages, hasMore: page < pages };
    });
    return isSimple ? found.map(simple) : found;
  },
};

/** `message` is HTML, as the page of the administrators shows it. */
function simple({ id, thread_id, sender, message, time }: AdminMessage): object {
  return {
    id: String(id),
    conversation: String(thread_id),
    author: { id: String(sender.user_id), name: sender.name },
    html: message,
    time,
  };
}
