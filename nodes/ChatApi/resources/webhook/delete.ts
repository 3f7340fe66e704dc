import type { ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';

export const clear: Operation<ChatApiConnection> = {
  value: 'delete',
  name: 'Delete',
  action: 'Delete the webhook address',
  description: 'Have the instance call no address any more',
  fields: [],
  async run(call) {
    await call.connection.client.setWebhook('');
    return { deleted: true };
  },
};
