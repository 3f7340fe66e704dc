import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { many } from '../../../kit/index.ts';
import { search } from '../../fields.ts';

export const getForwardTargets: Operation<BetterMessagesConnection> = {
  value: 'getForwardTargets',
  name: 'Get Many to Forward To',
  action: 'Get many conversations to forward to',
  description: 'List the conversations into which a message can be forwarded',
  fields: [...many, search],
  async run(call) {
    const [limit, wanted] = [call.limit(), call.optional('search')];
    const { threads } = await call.connection.client.threadsPicker(wanted);
    return threads.slice(0, limit).map(({ thread_id, type, title, participants, participantsCount }) => ({
      id: String(thread_id),
      type,
      name: title,
      participants,
      participantsCount,
    }));
  },
};
