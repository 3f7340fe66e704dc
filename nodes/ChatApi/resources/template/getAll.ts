import type { ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { many } from '../../../kit/index.ts';

export const getAll: Operation<ChatApiConnection> = {
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many templates',
  description: 'List the messages that WhatsApp has approved for the account; only 1msg.io has them',
  fields: [...many],
  async run(call) {
    const limit = call.limit();
    const { templates } = await call.connection.client.templates();
    return (templates ?? []).slice(0, limit);
  },
};
