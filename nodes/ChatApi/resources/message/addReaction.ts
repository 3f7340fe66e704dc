import type { ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { messageId, person } from '../../fields.ts';
import { personOf } from '../../reading.ts';

export const addReaction: Operation<ChatApiConnection> = {
  value: 'addReaction',
  name: 'Add Reaction',
  action: 'Add a reaction to a message',
  description: 'React to a message in a private chat, in place of an earlier reaction; only 1msg.io can',
  fields: [
    person,
    messageId,
    {
      displayName: 'Emoji',
      name: 'emoji',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'e.g. 👍',
    },
  ],
  async run(call) {
    const [to, id, emoji] = [personOf(call), call.id('messageId'), call.text('emoji').trim()];
    await call.connection.client.sendReaction(to, id, emoji);
    return { success: true };
  },
};
