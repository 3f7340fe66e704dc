import type { ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';

export const clearActions: Operation<ChatApiConnection> = {
  value: 'clearActions',
  name: 'Clear Actions',
  action: 'Clear the queue of actions',
  description: 'Drop every action that waits for the phone',
  fields: [],
  async run(call) {
    const { message, actionsExample } = await call.connection.client.clearActionsQueue();
    return { deleted: true, message, examples: actionsExample ?? [] };
  },
};
