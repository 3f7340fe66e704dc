import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { conversation, search as name } from '../../fields.ts';
import { userOutput } from '../../outputs.ts';

export const search: Operation<BetterMessagesConnection> = {
  value: 'search',
  name: 'Search',
  action: 'Search users to write to',
  description: 'Find people whom the account can write to, at most 50',
  fields: [
    name,
    {
      ...conversation,
      displayName: 'Not in Conversation',
      required: false,
      description: 'Leaves out who is in this conversation already',
    },
  ],
  async run(call) {
    const wanted = call.optional('search');
    const people = await call.connection.client.suggestions(wanted, call.optionalNumber('conversation'));
    return people.map((one) => userOutput(call.core, one));
  },
};
