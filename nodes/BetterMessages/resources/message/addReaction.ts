import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { emoji, messageId } from '../../fields.ts';

export const addReaction: Operation<BetterMessagesConnection> = {
  value: 'addReaction',
  name: 'Add Reaction',
  action: 'Add a reaction to a message',
  description: 'React to a message of somebody else; the account has one reaction a message',
  fields: [messageId, emoji],
  async run(call) {
    const [id, emoji] = [String(call.number('messageId')), call.text('emoji').trim()];
    await call.connection.react('', id, emoji);
    return { success: true };
  },
};
