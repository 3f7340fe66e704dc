import type { BuddyPressConnection } from '../../../../src/platforms/buddypress/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { many, messageOutput, simplify } from '../../../kit/index.ts';
import { options, thread, userId } from '../../fields.ts';
import { idOf, optionalIdOf } from '../../ids.ts';

export const getAll: Operation<BuddyPressConnection> = {
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many messages',
  description: 'Read the messages of a thread, oldest first; a limit keeps the newest ones',
  fields: [
    thread,
    ...many,
    simplify,
    options(
      {
        displayName: 'After Message ID',
        name: 'after',
        type: 'string',
        default: '',
        placeholder: 'e.g. 123',
        description: 'Only messages newer than this one; a limit keeps those that follow it',
      },
      {
        displayName: 'Before Message ID',
        name: 'before',
        type: 'string',
        default: '',
        placeholder: 'e.g. 123',
        description: 'Only messages older than this one',
      },
      userId,
    ),
  ],
  async run(call) {
    const thread = idOf(call, 'thread');
    const after = optionalIdOf(call, 'options.after');
    const before = optionalIdOf(call, 'options.before');
    const user = optionalIdOf(call, 'options.userId');
    const isSimple = call.flag('simplify');
    const messages = await call.connection.listMessages(String(thread), {
      limit: call.limit() ?? Infinity,
      ...(after === undefined ? {} : { after: String(after) }),
      ...(before === undefined ? {} : { before: String(before) }),
      ...(user === undefined ? {} : { userId: user }),
    });
    return messages.map((message) => messageOutput(call.core, message, isSimple));
  },
};
