import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { messageId } from '../../fields.ts';

/** The plugin leaves out the others without a word. */
const MOST = 20;

export const forward: Operation<BetterMessagesConnection> = {
  value: 'forward',
  name: 'Forward',
  action: 'Forward a message',
  description: 'Send a message on into other conversations, at most 20',
  fields: [
    messageId,
    {
      displayName: 'To Conversation IDs',
      name: 'conversations',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'e.g. 42, 43',
      description: 'Numbers of the conversations, separated by commas, or a list of them',
    },
  ],
  async run(call) {
    const [id, threads] = [call.number('messageId'), call.numbers('conversations')];
    if (threads.length > MOST) call.refuse('conversations', `has more than ${String(MOST)} in it`);
    const { sent, errors } = await call.connection.client.forward(id, threads);
    const reasons = Object.values(errors);
    if (reasons.length === threads.length) {
      call.fail(
        `The message was forwarded nowhere: ${reasons.join('; ')}`,
        'Choose conversations in which the account may write.',
      );
    }
    return threads.map((thread) => {
      const key = String(thread);
      const made = sent[key];
      return errors[key] === undefined
        ? { conversation: key, forwarded: true, ...(typeof made === 'number' ? { id: String(made) } : {}) }
        : { conversation: key, forwarded: false, reason: errors[key] };
    });
  },
};
