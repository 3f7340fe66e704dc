import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { loose } from '../../loose.ts';
import { content, job } from './fields.ts';

export const followUp: Operation<BetterMessagesConnection> = {
  value: 'followUp',
  name: 'Follow Up',
  action: 'Follow up a bulk message',
  description: 'Send another message to the people of a bulk message, for roles that may send bulk messages',
  fields: [job, content],
  run: async (call) =>
    loose(await call.connection.client.followUpBulk(call.number('job'), call.object('content'))),
};
