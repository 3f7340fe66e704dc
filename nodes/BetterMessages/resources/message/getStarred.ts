import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { download, many, simplify } from '../../../kit/index.ts';
import { messageItems } from '../../items.ts';

export const getStarred: Operation<BetterMessagesConnection> = {
  value: 'getStarred',
  name: 'Get Many Starred',
  action: 'Get many starred messages',
  description: 'List the favorites of the account',
  fields: [...many, simplify, download],
  async run(call) {
    const limit = call.limit();
    const [isSimple, withFiles] = [call.flag('simplify'), call.flag('download')];
    const { messages = [], users = [] } = await call.connection.client.favorites();
    const found = await call.connection.messagesOf({ messages: messages.slice(0, limit), users });
    return messageItems(call, found, isSimple, withFiles);
  },
};
