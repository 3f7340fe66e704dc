import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { loose } from '../../loose.ts';
import { job } from './fields.ts';

export const pause: Operation<BetterMessagesConnection> = {
  value: 'pause',
  name: 'Pause',
  action: 'Pause a bulk message',
  description: 'Let a bulk message go to no more people for now, for roles that may send bulk messages',
  fields: [job],
  run: async (call) => loose(await call.connection.client.pauseBulk(call.number('job'))),
};
