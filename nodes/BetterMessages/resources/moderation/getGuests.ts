import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { search } from '../../fields.ts';
import { loose } from '../../loose.ts';
import { pageNumber } from '../../paging.ts';

export const getGuests: Operation<BetterMessagesConnection> = {
  value: 'getGuests',
  name: 'Get Guests',
  action: 'Get the guests of the site',
  description: 'List the guests of the site, one page at a time; needs the account of an administrator',
  fields: [pageNumber, search],
  async run(call) {
    const [page, text] = [call.number('page'), call.optional('search')];
    return loose(await call.connection.client.adminGuests(page, text));
  },
};
