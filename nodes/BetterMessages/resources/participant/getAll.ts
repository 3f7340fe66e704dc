import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { many } from '../../../kit/index.ts';
import { conversation, search } from '../../fields.ts';
import { userOutput } from '../../outputs.ts';

export const getAll: Operation<BetterMessagesConnection> = {
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many participants',
  description: 'List who is in a conversation',
  fields: [conversation, ...many, search],
  async run(call) {
    const [limit, wanted] = [call.limit(), call.optional('search')];
    const people = await call.connection.client.searchParticipants(call.number('conversation'), wanted);
    return people.slice(0, limit).map((one) => userOutput(call.core, one));
  },
};
