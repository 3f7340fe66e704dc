import type { BuddyPressConnection } from '../../../../src/platforms/buddypress/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { many, simplify } from '../../../kit/index.ts';
import { filters } from '../../fields.ts';
import { collected } from '../../paging.ts';
import { memberOutput } from '../../shapes.ts';

export const getAll: Operation<BuddyPressConnection> = {
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many members',
  description: 'List the members of the site',
  fields: [
    ...many,
    simplify,
    filters({
      displayName: 'Search',
      name: 'search',
      type: 'string',
      default: '',
      placeholder: 'e.g. alice',
      description: 'Only members with this in their name or login',
    }),
  ],
  async run(call) {
    const limit = call.limit();
    const isSimple = call.flag('simplify');
    const search = call.optional('filters.search');
    const members = await collected(limit, (page, perPage) =>
      call.connection.client.findMembers(search, perPage, page),
    );
    return members.map((one) => memberOutput(call, one, isSimple));
  },
};
