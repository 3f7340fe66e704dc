import type { ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { messageId, person } from '../../fields.ts';
import { personOf } from '../../reading.ts';

export const removeReaction: Operation<ChatApiConnection> = {
  value: 'removeReaction',
  name: 'Remove Reaction',
  action: 'Remove a reaction from a message',
  description: 'Take the reaction to a message in a private chat back; only 1msg.io can',
  fields: [person, messageId],
  async run(call) {
    const [to, id] = [personOf(call), call.id('messageId')];
    await call.connection.client.sendReaction(to, id, '');
    return { success: true };
  },
};
