import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { messageOutput, simplify } from '../../../kit/index.ts';

/** The site counts in 1/10,000 s. */
const PER_MS = 10;

export const getChanges: Operation<BetterMessagesConnection> = {
  value: 'getChanges',
  name: 'Get Changes',
  action: 'Get changed messages',
  description: 'Find what was written, changed or deleted in the conversations of the account since a moment',
  fields: [
    {
      displayName: 'Since',
      name: 'since',
      type: 'dateTime',
      default: '',
      required: true,
      description:
        'The member "until" of an earlier result serves as well. Messages that a browser dates back can be missing; the trigger misses none.',
    },
    simplify,
  ],
  async run(call) {
    const [ms, isSimple] = [call.time('since'), call.flag('simplify')];
    const lastUpdate = ms * PER_MS;
    const changes = await call.connection.client.checkNew({ lastUpdate, threadIds: [] });
    // Without the threads that one holds, unread ones come along with older messages.
    const messages = changes.messages.filter(({ updated_at }) => updated_at > lastUpdate);
    const shown = await call.connection.messagesOf({ messages, users: changes.users });
    return {
      until: new Date(Math.floor(changes.currentTime / PER_MS)).toISOString(),
      messages: shown.map((message) => messageOutput(call.core, message, isSimple)),
      deletedMessages: (changes.deletedMessages ?? []).map(String),
    };
  },
};
