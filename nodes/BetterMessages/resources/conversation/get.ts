import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { simplify } from '../../../kit/index.ts';
import { conversation } from '../../fields.ts';
import { threadsOutput } from '../../outputs.ts';

export const get: Operation<BetterMessagesConnection> = {
  value: 'get',
  name: 'Get',
  action: 'Get a conversation',
  description: 'Look at one conversation and who is in it; the site then takes it as read',
  fields: [conversation, simplify],
  async run(call) {
    const isSimple = call.flag('simplify');
    const answer = await call.connection.client.thread(call.number('conversation'));
    return threadsOutput(call, answer, isSimple);
  },
};
