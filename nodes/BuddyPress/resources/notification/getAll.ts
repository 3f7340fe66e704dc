import type { BuddyPressConnection } from '../../../../src/platforms/buddypress/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { many, simplify } from '../../../kit/index.ts';
import { filters, userId } from '../../fields.ts';
import { optionalIdOf } from '../../ids.ts';
import { collected } from '../../paging.ts';
import { notificationOutput } from '../../shapes.ts';

export const getAll: Operation<BuddyPressConnection> = {
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many notifications',
  description: 'List the notifications about messages, newest first',
  fields: [
    ...many,
    simplify,
    filters(
      {
        displayName: 'Status',
        name: 'status',
        type: 'options',
        options: [
          { name: 'Read', value: 'read' },
          { name: 'Unread', value: 'unread' },
        ],
        default: 'unread',
      },
      userId,
    ),
  ],
  async run(call) {
    const { client } = call.connection;
    const limit = call.limit();
    const isSimple = call.flag('simplify');
    const isNew = call.optional('filters.status') !== 'read';
    const user = optionalIdOf(call, 'filters.userId') ?? Number((await call.connection.whoAmI()).id);
    const notifications = await collected(limit, (page, perPage) =>
      client.listNotifications(user, { isNew, page, perPage }),
    );
    return notifications.map((one) => notificationOutput(call, one, isSimple));
  },
};
