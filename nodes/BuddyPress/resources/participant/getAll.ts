import type { BuddyPressConnection } from '../../../../src/platforms/buddypress/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { many } from '../../../kit/index.ts';
import { thread } from '../../fields.ts';
import { idOf } from '../../ids.ts';

export const getAll: Operation<BuddyPressConnection> = {
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many participants',
  description: 'List the people of a thread who have not left it',
  fields: [thread, ...many],
  async run(call) {
    const id = idOf(call, 'thread');
    const limit = call.limit();
    const people = await call.connection.participants(String(id));
    return people.slice(0, limit);
  },
};
