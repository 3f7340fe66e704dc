import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { emoji, messageId } from '../../fields.ts';

export const removeReaction: Operation<BetterMessagesConnection> = {
  value: 'removeReaction',
  name: 'Remove Reaction',
  action: 'Remove a reaction from a message',
  description: 'Take the reaction of the account away from a message',
  fields: [messageId, emoji],
  async run(call) {
    const [id, emoji] = [String(call.number('messageId')), call.text('emoji').trim()];
    await call.connection.unreact('', id, emoji);
    return { success: true };
  },
};
