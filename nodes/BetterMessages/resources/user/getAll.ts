import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { many } from '../../../kit/index.ts';
import { search } from '../../fields.ts';
import { userOutput } from '../../outputs.ts';
import { everyPage } from '../../paging.ts';

/** The most that the plugin gives at once. */
const PAGE = 100;

export const getAll: Operation<BetterMessagesConnection> = {
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many users',
  description: 'List the members of the site',
  fields: [...many, search],
  async run(call) {
    const [limit, wanted] = [call.limit(), call.optional('search')];
    const people = await everyPage(limit, async (page) => {
      const perPage = Math.min(PAGE, limit ?? PAGE);
      const { users, pages = 1 } = await call.connection.client.getUsers({
        page,
        perPage,
        ...(wanted === undefined ? {} : { search: wanted }),
      });
      return { items: users, hasMore: page < pages };
    });
    return people.map((one) => userOutput(call.core, one));
  },
};
