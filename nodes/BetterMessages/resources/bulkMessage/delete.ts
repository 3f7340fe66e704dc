import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { job } from './fields.ts';

export const deleteBulk: Operation<BetterMessagesConnection> = {
  value: 'delete',
  name: 'Delete',
  action: 'Delete a bulk message',
  description:
    'Delete a bulk message from the list; what was sent stays, for roles that may send bulk messages',
  fields: [job],
  async run(call) {
    await call.connection.client.deleteBulkReport(call.number('job'));
    return { deleted: true };
  },
};
