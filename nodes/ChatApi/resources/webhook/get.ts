import type { ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';

export const get: Operation<ChatApiConnection> = {
  value: 'get',
  name: 'Get',
  action: 'Get the webhook address',
  description: 'Read the one address that the instance calls',
  fields: [],
  async run(call) {
    const { webhookUrl } = await call.connection.client.webhook();
    return webhookUrl ? { isSet: true, url: webhookUrl } : { isSet: false };
  },
};
