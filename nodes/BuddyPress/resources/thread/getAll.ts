import type { BuddyPressConnection } from '../../../../src/platforms/buddypress/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { many, simplify } from '../../../kit/index.ts';
import {
  filters,
  messagesPage,
  messagesPerPage,
  options,
  recipientsPage,
  recipientsPerPage,
} from '../../fields.ts';
import { optionalIdOf } from '../../ids.ts';
import { pagesOf } from '../../pages.ts';
import { collected } from '../../paging.ts';
import { threadOutput } from '../../shapes.ts';
import { choices, filtersOf } from './filters.ts';

export const getAll: Operation<BuddyPressConnection> = {
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many threads',
  description: 'List the threads of the inbox or of another box, those with the newest activity first',
  fields: [
    ...many,
    simplify,
    filters(...choices),
    options(messagesPage, messagesPerPage, recipientsPage, recipientsPerPage),
  ],
  async run(call) {
    const { client } = call.connection;
    const limit = call.limit();
    const user = optionalIdOf(call, 'filters.userId');
    const wanted = { ...filtersOf(call), ...pagesOf(call, { messagesPerPage: 100, recipientsPerPage: 100 }) };
    const userId = user ?? Number((await call.connection.whoAmI()).id);
    const threads = await collected(limit, async (page, perPage) => {
      const { value } = await client.listThreads({ userId, page, perPage, ...wanted });
      return value;
    });
    return Promise.all(threads.map((thread) => threadOutput(call, thread, userId)));
  },
};
