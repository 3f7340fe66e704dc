import type { Conversation, Page } from '../../../../src/index.ts';
import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { many, simplify } from '../../../kit/index.ts';
import { search } from '../../fields.ts';
import { threadOutput } from '../../outputs.ts';

const PAGE = 50;

export const getAll: Operation<BetterMessagesConnection> = {
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many conversations',
  description:
    'List the conversations of the account: pinned ones first, then those with the newest messages, then chat rooms',
  fields: [...many, search, simplify],
  async run(call) {
    const limit = call.limit() ?? Infinity;
    const [wanted, isSimple] = [call.optional('search'), call.flag('simplify')];
    const found: Conversation[] = [];
    for (let cursor: string | undefined; ;) {
      const page: Page<Conversation> = await call.connection.listConversations({
        limit: Math.min(PAGE, limit - found.length),
        ...(wanted === undefined ? {} : { search: wanted }),
        ...(cursor === undefined ? {} : { cursor }),
      });
      found.push(...page.items);
      cursor = page.next;
      if (cursor === undefined || found.length >= limit) break;
    }
    return found.slice(0, limit).map((one) => threadOutput(one, isSimple));
  },
};
