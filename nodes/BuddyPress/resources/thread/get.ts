import type { BuddyPressConnection } from '../../../../src/platforms/buddypress/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { simplify } from '../../../kit/index.ts';
import {
  messagesPage,
  messagesPerPage,
  options,
  recipientsPage,
  recipientsPerPage,
  thread,
  userId,
} from '../../fields.ts';
import { idOf, optionalIdOf } from '../../ids.ts';
import { pagesOf } from '../../pages.ts';
import { threadOutput } from '../../shapes.ts';

export const get: Operation<BuddyPressConnection> = {
  value: 'get',
  name: 'Get',
  action: 'Get a thread',
  description: 'Read a thread: its people, its subject and what is unread. Nothing is marked as read.',
  fields: [
    thread,
    simplify,
    options(
      messagesPage,
      messagesPerPage,
      {
        displayName: 'Order',
        name: 'order',
        type: 'options',
        options: [
          { name: 'Newest First', value: 'desc' },
          { name: 'Oldest First', value: 'asc' },
        ],
        default: 'desc',
        description: 'Which of its messages the first page holds',
      },
      recipientsPage,
      recipientsPerPage,
      userId,
    ),
  ],
  async run(call) {
    const id = idOf(call, 'thread');
    const user = optionalIdOf(call, 'options.userId');
    const { value } = await call.connection.client.getThread(id, {
      ...pagesOf(call, { messagesPerPage: 10, recipientsPerPage: 100 }),
      order: call.optional('options.order') === 'asc' ? 'asc' : 'desc',
      ...(user === undefined ? {} : { userId: user }),
    });
    return threadOutput(call, value, user);
  },
};
