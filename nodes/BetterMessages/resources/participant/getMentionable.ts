import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { conversation, search } from '../../fields.ts';
import { userOutput } from '../../outputs.ts';

export const getMentionable: Operation<BetterMessagesConnection> = {
  value: 'getMentionable',
  name: 'Get Many to Mention',
  action: 'Get many participants to mention',
  description: 'List who can be mentioned in a conversation',
  fields: [conversation, search],
  async run(call) {
    const wanted = call.optional('search') ?? '';
    const { client } = call.connection;
    const users = await client.mentionSuggestions(call.number('conversation'), wanted);
    if (users.length === 0) return [];
    const found = (await client.lazyPool({ users })).users ?? [];
    return found.map((one) => userOutput(call.core, one));
  },
};
