import type { BuddyPressConnection } from '../../../../src/platforms/buddypress/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { options, thread, userId } from '../../fields.ts';
import { idOf, optionalIdOf } from '../../ids.ts';
import { threadJson } from '../../shapes.ts';

export const markAsUnread: Operation<BuddyPressConnection> = {
  value: 'markAsUnread',
  name: 'Mark as Unread',
  action: 'Mark a thread as unread',
  description: 'Mark a thread as unread; it counts as one unread message then',
  fields: [thread, options(userId)],
  async run(call) {
    const id = idOf(call, 'thread');
    const user = optionalIdOf(call, 'options.userId');
    const changed = await call.connection.client.updateThread(id, {
      unread: true,
      ...(user === undefined ? {} : { userId: user }),
    });
    return threadJson(call, changed, user);
  },
};
