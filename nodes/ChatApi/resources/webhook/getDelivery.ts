import type { ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { messageId } from '../../fields.ts';

export const getDelivery: Operation<ChatApiConnection> = {
  value: 'getDelivery',
  name: 'Get Delivery',
  action: 'Get the delivery of a message to the webhook',
  description: 'Read whether the webhook was told of a message, kept while the setting for it is on',
  fields: [messageId],
  run: (call) => call.connection.client.webhookStatus(call.id('messageId')),
};
