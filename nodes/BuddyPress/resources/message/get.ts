import type { BuddyPressConnection } from '../../../../src/platforms/buddypress/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { messageOutput, simplify } from '../../../kit/index.ts';
import { messageId, options, thread, userId } from '../../fields.ts';
import { idOf, optionalIdOf } from '../../ids.ts';
import { messageOf } from '../../shapes.ts';

export const get: Operation<BuddyPressConnection> = {
  value: 'get',
  name: 'Get',
  action: 'Get a message',
  description: 'Read one message of a thread',
  fields: [thread, messageId, simplify, options(userId)],
  async run(call) {
    const [thread, id, user] = [
      idOf(call, 'thread'),
      idOf(call, 'messageId'),
      optionalIdOf(call, 'options.userId'),
    ];
    const isSimple = call.flag('simplify');
    const { message } = await messageOf(call, thread, id, user);
    return messageOutput(call.core, message, isSimple);
  },
};
