import type { MessagesDevConnection } from '../../../../src/platforms/messages-dev/index.ts';
import type { Operation } from '../../../kit/index.ts';

export const remove: Operation<MessagesDevConnection> = {
  value: 'delete',
  name: 'Delete',
  action: 'Delete a webhook',
  description: 'Have the service no longer call an address',
  fields: [
    {
      displayName: 'Webhook ID',
      name: 'webhookId',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'e.g. wh_abc123',
    },
  ],
  async run(call) {
    const id = call.id('webhookId');
    await call.connection.client.deleteWebhook(id);
    return { id, deleted: true };
  },
};
