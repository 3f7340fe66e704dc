import type { ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { group } from '../../fields.ts';
import { groupOf } from '../../reading.ts';

export const leave: Operation<ChatApiConnection> = {
  value: 'leave',
  name: 'Leave',
  action: 'Leave a group',
  description: 'Take this account out of a group',
  fields: [group],
  async run(call) {
    const id = groupOf(call);
    await call.connection.client.leaveGroup(id);
    return { success: true, group: id };
  },
};
