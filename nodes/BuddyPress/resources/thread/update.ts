import type { BuddyPressConnection } from '../../../../src/platforms/buddypress/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { simplify } from '../../../kit/index.ts';
import { messageId, options, thread, userId } from '../../fields.ts';
import { idOf, optionalIdOf } from '../../ids.ts';
import { threadOutput } from '../../shapes.ts';

export const update: Operation<BuddyPressConnection> = {
  value: 'update',
  name: 'Update Custom Fields',
  action: 'Update custom fields of a thread',
  description: 'Set fields that the site has registered for messages. Texts and people cannot be changed.',
  fields: [
    thread,
    {
      displayName: 'Fields',
      name: 'fields',
      type: 'json',
      default: '{}',
      required: true,
      placeholder: 'e.g. { "priority": "high" }',
      description: 'Names and values, as a JSON object',
    },
    simplify,
    options(
      {
        ...messageId,
        required: false,
        description: 'Of which message, if not of the newest; it must be an own one, except for moderators',
      },
      userId,
    ),
  ],
  async run(call) {
    const id = idOf(call, 'thread');
    const fields = call.object('fields');
    if (Object.keys(fields).length === 0) call.refuse('fields', 'is empty');
    const message = optionalIdOf(call, 'options.messageId');
    const user = optionalIdOf(call, 'options.userId');
    const changed = await call.connection.client.updateThread(id, {
      fields,
      ...(message === undefined ? {} : { messageId: message }),
      ...(user === undefined ? {} : { userId: user }),
    });
    return threadOutput(call, changed, user);
  },
};
