import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { binaryFields, filesOf, format, messageText, sendMessage } from '../../../kit/index.ts';
import { userIds } from '../../fields.ts';
import { threadOutput } from '../../outputs.ts';

export const create: Operation<BetterMessagesConnection> = {
  value: 'create',
  name: 'Create',
  action: 'Create a conversation',
  description: 'Start a new conversation, even where there is one with the same people already',
  fields: [
    userIds,
    messageText,
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
          displayName: 'Subject',
          name: 'subject',
          type: 'string',
          default: '',
          description: 'Title of the conversation',
        },
      ],
    },
  ],
  async run(call) {
    const people = call.numbers('userIds').map(String);
    // With a name, be it empty, it is never the conversation that there is already.
    const opening = { text: call.rich('text'), name: call.optional('options.subject') ?? '' };
    const files = await filesOf(call);
    const opened = await call.connection.createConversation(people, opening);
    if (files.length > 0)
      await sendMessage(call, { conversation: opened.id, text: call.core.textTree(''), files });
    return threadOutput(opened, true);
  },
};
