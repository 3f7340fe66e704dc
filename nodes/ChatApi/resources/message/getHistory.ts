import type { ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { download, Items, many, simplify } from '../../../kit/index.ts';
import { anyConversation } from '../../fields.ts';
import { itemsOf, readHistory } from '../../messages.ts';
import { optionalConversationOf } from '../../reading.ts';

export const getHistory: Operation<ChatApiConnection> = {
  value: 'getHistory',
  name: 'Get History',
  action: 'Get the history of messages',
  description: 'Read the history that the phone has, newest first; instances of later years have it',
  fields: [anyConversation, ...many, simplify, download],
  async run(call) {
    const conversation = optionalConversationOf(call);
    return new Items(await itemsOf(call, await readHistory(call, conversation, call.limit() ?? Infinity)));
  },
};
