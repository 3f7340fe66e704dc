import type { ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { binaryFields, filesOf, format, messageText, sendMessage } from '../../../kit/index.ts';
import { conversation, mentions, optionsOf, replyTo } from '../../fields.ts';
import { withMentions } from '../../mentions.ts';
import { conversationOf } from '../../reading.ts';

export const send: Operation<ChatApiConnection> = {
  value: 'send',
  name: 'Send',
  action: 'Send a message',
  description: 'Say something in a private chat or group, with files when there are any',
  fields: [conversation, messageText, format, binaryFields, optionsOf(mentions, replyTo)],
  async run(call) {
    const outgoing = {
      conversation: conversationOf(call),
      text: withMentions(call, call.rich('text')),
      replyTo: call.optionalId('options.replyTo'),
    };
    return sendMessage(call, { ...outgoing, files: await filesOf(call) });
  },
};
