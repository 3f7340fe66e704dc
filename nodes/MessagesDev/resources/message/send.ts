import type { MessagesDevConnection } from '../../../../src/platforms/messages-dev/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { binaryFields, filesOf, format, messageText } from '../../../kit/index.ts';
import { conversation, sendOptions } from '../../fields.ts';
import { conversationOf } from '../../reading.ts';
import { sendOn } from '../../send.ts';

export const send: Operation<MessagesDevConnection> = {
  value: 'send',
  name: 'Send',
  action: 'Send a message',
  description: 'Send a text, files or both to a person or a group',
  fields: [conversation, { ...messageText, required: false }, format, binaryFields, sendOptions],
  async run(call) {
    const to = conversationOf(call);
    const replyTo = call.optionalId('options.replyTo');
    const wait = call.optionalFlag('options.wait') ?? true;
    const files = await filesOf(call);
    const isBare = files.length > 0 && call.optional('text') === undefined;
    const text = isBare ? call.core.textTree('') : call.rich('text');
    return sendOn(call, { conversation: to, text, files, replyTo, wait });
  },
};
