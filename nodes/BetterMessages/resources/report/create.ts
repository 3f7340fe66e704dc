import type { INodeProperties } from 'n8n-workflow';
import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { conversation, messageId } from '../../fields.ts';
import { loose } from '../../loose.ts';

const fields: readonly INodeProperties[] = [
  {
    displayName: 'Reason',
    name: 'reason',
    type: 'string',
    default: '',
    required: true,
    placeholder: 'e.g. spam',
    description: 'One of those that “Get Reasons” lists',
  },
  {
    displayName: 'Description',
    name: 'description',
    type: 'string',
    typeOptions: { rows: 3 },
    default: '',
    description: 'What the moderators are to know',
  },
];

export const create: Operation<BetterMessagesConnection> = {
  value: 'create',
  name: 'Create',
  action: 'Create a report of a message',
  description: 'Put a message before the moderators, where the site has reports switched on',
  fields: [conversation, messageId, ...fields],
  async run(call) {
    const [thread, message] = [call.number('conversation'), call.number('messageId')];
    const [reason, description] = [call.text('reason'), call.optional('description')];
    return loose(await call.connection.client.reportMessage(thread, message, reason, description));
  },
};
