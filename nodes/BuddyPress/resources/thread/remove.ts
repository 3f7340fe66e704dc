import type { BuddyPressConnection } from '../../../../src/platforms/buddypress/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { options, thread, userId } from '../../fields.ts';
import { idOf, optionalIdOf } from '../../ids.ts';

export const remove: Operation<BuddyPressConnection> = {
  value: 'delete',
  name: 'Delete',
  action: 'Delete a thread',
  description: 'Remove a thread for the account only; it comes back when somebody answers',
  fields: [thread, options(userId)],
  async run(call) {
    const id = idOf(call, 'thread');
    const user = optionalIdOf(call, 'options.userId');
    await call.connection.client.deleteThread(id, user);
    return { deleted: true, id: String(id) };
  },
};
