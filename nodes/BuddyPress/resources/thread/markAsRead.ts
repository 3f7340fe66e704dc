import type { BuddyPressConnection } from '../../../../src/platforms/buddypress/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { options, thread, userId } from '../../fields.ts';
import { idOf, optionalIdOf } from '../../ids.ts';
import { threadJson } from '../../shapes.ts';

export const markAsRead: Operation<BuddyPressConnection> = {
  value: 'markAsRead',
  name: 'Mark as Read',
  action: 'Mark a thread as read',
  description: 'Mark all messages of a thread as read',
  fields: [thread, options(userId)],
  async run(call) {
    const id = idOf(call, 'thread');
    const user = optionalIdOf(call, 'options.userId');
    const changed = await call.connection.client.updateThread(id, {
      read: true,
      ...(user === undefined ? {} : { userId: user }),
    });
    return threadJson(call, changed, user);
  },
};
