import type { ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';

export const getActions: Operation<ChatApiConnection> = {
  value: 'getActions',
  name: 'Get Actions',
  action: 'Get the queue of actions',
  description: 'List the first hundred actions (such as creating a group) that wait for the phone',
  fields: [],
  async run(call) {
    const { totalActions, first100 } = await call.connection.client.showActionsQueue();
    return (first100 ?? []).map(({ id, type, last_try, ...rest }) => ({
      id: Number(id),
      type: type ?? undefined,
      lastTryAt: last_try ? new Date(Number(last_try)).toISOString() : undefined,
      ...rest,
      waiting: Number(totalActions ?? first100?.length),
    }));
  },
};
