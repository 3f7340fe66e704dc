import type { ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { simplify } from '../../../kit/index.ts';
import { chatOutput } from '../../chats.ts';
import { conversation } from '../../fields.ts';
import { conversationOf } from '../../reading.ts';

export const get: Operation<ChatApiConnection> = {
  value: 'get',
  name: 'Get',
  action: 'Get a chat',
  description: 'Read a chat or group with its people',
  fields: [conversation, simplify],
  async run(call) {
    const id = conversationOf(call);
    const isSimple = call.flag('simplify');
    return chatOutput(call, await call.connection.client.dialog(id), isSimple);
  },
};
