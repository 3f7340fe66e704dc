import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { loose } from '../../loose.ts';
import { job } from './fields.ts';

export const resume: Operation<BetterMessagesConnection> = {
  value: 'resume',
  name: 'Resume',
  action: 'Resume a bulk message',
  description: 'Go on with a bulk message that was paused, for roles that may send bulk messages',
  fields: [job],
  run: async (call) => loose(await call.connection.client.resumeBulk(call.number('job'))),
};
