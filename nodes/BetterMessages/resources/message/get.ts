import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { download, simplify } from '../../../kit/index.ts';
import { messageId } from '../../fields.ts';
import { messageItems } from '../../items.ts';

export const get: Operation<BetterMessagesConnection> = {
  value: 'get',
  name: 'Get',
  action: 'Get a message',
  description: 'Look up one message',
  fields: [messageId, simplify, download],
  async run(call) {
    const [isSimple, withFiles] = [call.flag('simplify'), call.flag('download')];
    const id = call.number('messageId');
    const found = await call.connection.messagesOf(await call.connection.client.lazyPool({ messages: [id] }));
    if (found.length === 0) {
      call.fail(
        `There is no message ${String(id)} that this account may read`,
        'It was deleted, or the account is not in its conversation.',
      );
    }
    return messageItems(call, found, isSimple, withFiles);
  },
};
