import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { format, messageOutput, messageText, simplify } from '../../../kit/index.ts';
import { conversation, messageId } from '../../fields.ts';

export const update: Operation<BetterMessagesConnection> = {
  value: 'update',
  name: 'Update',
  action: 'Update a message',
  description: 'Change the text of a message of the account',
  fields: [conversation, messageId, messageText, format, simplify],
  async run(call) {
    const [thread, id] = [call.number('conversation'), call.number('messageId')];
    const isSimple = call.flag('simplify');
    const [part, ...more] = call.connection.compose({ key: 'update', text: call.rich('text') });
    if (part === undefined || more.length > 0) return call.refuse('text', 'is too long for one message');
    const answer = await call.connection.client.saveMessage(thread, id, part.text);
    const messages = await call.connection.messagesOf(answer);
    return messages.map((message) => messageOutput(call.core, message, isSimple));
  },
};
