import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { loose } from '../../loose.ts';
import { job } from './fields.ts';

export const cancel: Operation<BetterMessagesConnection> = {
  value: 'cancel',
  name: 'Cancel',
  action: 'Cancel a bulk message',
  description: 'Let a bulk message go to no more people, for roles that may send bulk messages',
  fields: [job],
  run: async (call) => loose(await call.connection.client.cancelBulk(call.number('job'))),
};
