import type { ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';

export const join: Operation<ChatApiConnection> = {
  value: 'join',
  name: 'Join',
  action: 'Join a group',
  description: 'Join a group by its invitation',
  fields: [
    {
      displayName: 'Invitation',
      name: 'invitation',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'e.g. https://chat.whatsapp.com/…',
      description: 'The link, or only the code at its end',
    },
  ],
  async run(call) {
    const { chatId } = await call.connection.client.joinGroup(call.id('invitation'));
    return { success: true, ...(chatId ? { id: chatId } : {}) };
  },
};
