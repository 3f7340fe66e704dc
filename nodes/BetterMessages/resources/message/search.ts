import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { many, messageOutput, simplify } from '../../../kit/index.ts';

export const search: Operation<BetterMessagesConnection> = {
  value: 'search',
  name: 'Search',
  action: 'Search messages',
  description:
    'Find a text in the conversations of the account: of each conversation one message, and how many there are',
  fields: [
    {
      displayName: 'Text',
      name: 'search',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'e.g. invoice',
      description: 'The text to look for',
    },
    ...many,
    simplify,
  ],
  async run(call) {
    const [wanted, limit, isSimple] = [call.text('search'), call.limit(), call.flag('simplify')];
    const { messages: hits = [], updateData } = await call.connection.client.search(wanted);
    const counts = new Map(hits.map(({ message_id, count }) => [String(message_id), count]));
    const found = updateData?.messages.filter(({ message_id }) => counts.delete(String(message_id))) ?? [];
    const matches = new Map(hits.map(({ message_id, count }) => [String(message_id), count]));
    const messages = await call.connection.messagesOf({
      messages: found.slice(0, limit),
      users: updateData?.users ?? [],
    });
    return messages.map((message) => ({
      ...messageOutput(call.core, message, isSimple),
      matches: matches.get(message.id),
    }));
  },
};
