import type { MessagesDevConnection } from '../../../../src/platforms/messages-dev/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { shown } from '../../outputs.ts';

export const create: Operation<MessagesDevConnection> = {
  value: 'create',
  name: 'Create',
  action: 'Create a webhook',
  description: 'Have the service call an address; the trigger node sets up its own webhook',
  fields: [
    {
      displayName: 'URL',
      name: 'url',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'e.g. https://example.org/hook',
      description: 'HTTPS address to call',
    },
    {
      displayName: 'Events',
      name: 'events',
      type: 'multiOptions',
      options: [
        { name: 'Message Received', value: 'message.received' },
        { name: 'Message Sent', value: 'message.sent' },
        { name: 'Reaction Added', value: 'reaction.added' },
        { name: 'Reaction Removed', value: 'reaction.removed' },
      ],
      default: ['message.received'],
      required: true,
      description: 'What the address is called for. The secret in the output is shown only this once.',
    },
  ],
  async run(call) {
    const url = call.text('url').trim();
    if (!URL.canParse(url)) call.refuse('url', 'must be an address such as https://example.org/hook');
    return shown(await call.connection.client.createWebhook(url, call.ids('events')));
  },
};
