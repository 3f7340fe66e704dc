import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { conversation, userIds } from '../../fields.ts';
import { done } from '../../outputs.ts';

export const add: Operation<BetterMessagesConnection> = {
  value: 'add',
  name: 'Add',
  action: 'Add participants',
  description: 'Add people to a conversation',
  fields: [conversation, userIds],
  async run(call) {
    const [thread, users] = [call.number('conversation'), call.numbers('userIds')];
    return done(call, await call.connection.client.addParticipants(thread, users), 'Look at who is in it.');
  },
};
