import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { binaryFields, filesOf, format, messageText, sendMessage } from '../../../kit/index.ts';
import { conversation } from '../../fields.ts';
import { withMentions } from '../../mentions.ts';

export const send: Operation<BetterMessagesConnection> = {
  value: 'send',
  name: 'Send',
  action: 'Send a message',
  description: 'Say something in a conversation, with files',
  fields: [
    conversation,
    { ...messageText, required: false },
    format,
    binaryFields,
    {
      displayName: 'Options',
      name: 'options',
      type: 'collection',
      placeholder: 'Add option',
      default: {},
      options: [
        {
          displayName: 'Mention User IDs',
          name: 'mentions',
          type: 'string',
          default: '',
          placeholder: 'e.g. 7, 12',
          description: 'People whom the text begins with, by name, and who are notified of it',
        },
        {
          displayName: 'Reply to Message ID',
          name: 'replyTo',
          type: 'string',
          default: '',
          placeholder: 'e.g. 1234',
          description: 'The message of the same conversation that this one answers',
        },
      ],
    },
  ],
  async run(call) {
    const conversationId = String(call.number('conversation'));
    const replyTo = call.optionalNumber('options.replyTo');
    const mentioned = call.optional('options.mentions') === undefined ? [] : call.numbers('options.mentions');
    const files = await filesOf(call);
    const isBare = files.length > 0 && call.optional('text') === undefined;
    const said = isBare ? call.core.textTree('') : call.rich('text');
    return sendMessage(call, {
      conversation: conversationId,
      text: mentioned.length === 0 ? said : await withMentions(call, said, mentioned),
      files,
      replyTo: replyTo === undefined ? undefined : String(replyTo),
    });
  },
};
