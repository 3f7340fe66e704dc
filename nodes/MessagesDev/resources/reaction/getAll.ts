import type { MessagesDevConnection } from '../../../../src/platforms/messages-dev/index.ts';
import type { WireReaction } from '../../../../src/platforms/messages-dev/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { many } from '../../../kit/index.ts';
import { messageId } from '../../fields.ts';
import { shown } from '../../outputs.ts';

export const getAll: Operation<MessagesDevConnection> = {
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many reactions',
  description: 'Read the reactions to a message',
  fields: [
    messageId,
    ...many,
    {
      displayName: 'History',
      name: 'history',
      type: 'boolean',
      default: false,
      description:
        'Whether to return every change, also reactions that were taken back, instead of those that stand now',
    },
  ],
  async run(call) {
    const [message, limit, withHistory] = [call.id('messageId'), call.limit(), call.flag('history')];
    const rows = [...(await call.connection.client.reactions(message))].sort((a, b) => a.sent_at - b.sent_at);
    return (withHistory ? rows : standing(rows)).slice(0, limit).map((row) => ({
      ...shown(row),
      emoji: call.core.messagesDev.emojiOfType(row.type),
    }));
  },
};

/** The reactions that were not taken back: of each person and kind the last change counts. */
function standing(rows: readonly WireReaction[]): WireReaction[] {
  const last = new Map(rows.map((row) => [`${row.sender ?? ''} ${row.type}`, row]));
  return [...last.values()].filter(({ added }) => added !== false);
}
