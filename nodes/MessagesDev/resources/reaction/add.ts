import type { MessagesDevConnection } from '../../../../src/platforms/messages-dev/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { conversation, messageId } from '../../fields.ts';
import { conversationOf } from '../../reading.ts';

export const add: Operation<MessagesDevConnection> = {
  value: 'add',
  name: 'Add',
  action: 'Add a reaction',
  description: 'React to a message; another reaction of the line on it gives way, and none can be taken back',
  fields: [
    conversation,
    messageId,
    {
      displayName: 'Reaction',
      name: 'reaction',
      type: 'options',
      options: [
        { name: 'Dislike', value: 'dislike', description: 'A thumb that points down' },
        { name: 'Emphasize', value: 'emphasize', description: 'Two exclamation marks' },
        { name: 'Laugh', value: 'laugh', description: 'Ha ha' },
        { name: 'Like', value: 'like', description: 'A thumb that points up' },
        { name: 'Love', value: 'love', description: 'A heart' },
        { name: 'Question', value: 'question', description: 'A question mark' },
      ],
      default: 'like',
      description: 'An expression may also give the emoji that looks like it',
    },
  ],
  async run(call) {
    const [to, message] = [conversationOf(call), call.id('messageId')];
    const reaction = call.text('reaction').trim();
    await call.connection.react?.(to, message, call.core.messagesDev.emojiOfType(reaction));
    return { success: true, conversation: to, messageId: message, reaction };
  },
};
