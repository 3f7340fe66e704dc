import type { BuddyPressConnection } from '../../../../src/platforms/buddypress/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { format, messageText, simplify } from '../../../kit/index.ts';
import { options } from '../../fields.ts';
import { optionalIdOf } from '../../ids.ts';
import { threadOutput } from '../../shapes.ts';

export const create: Operation<BuddyPressConnection> = {
  value: 'create',
  name: 'Create',
  action: 'Create a thread',
  description: 'Begin a new thread with one or several members; even with the same people it is a new one',
  fields: [
    {
      displayName: 'Recipients',
      name: 'recipients',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'e.g. 7, alice',
      description: 'User IDs or login names, separated by commas',
    },
    {
      displayName: 'Subject',
      name: 'subject',
      type: 'string',
      default: '',
      description: 'What the thread is called; the site says "No Subject" without one',
    },
    { ...messageText, description: 'What to say in the first message' },
    format,
    simplify,
    options({
      displayName: 'Sender ID',
      name: 'senderId',
      type: 'string',
      default: '',
      placeholder: 'e.g. 7',
      description:
        'The sender_id of the API. All versions of BuddyPress so far ignore it and send in the name of the own account.',
    }),
  ],
  async run(call) {
    const recipients = call.ids('recipients');
    const subject = call.optional('subject');
    const senderId = optionalIdOf(call, 'options.senderId');
    const text = call.rich('text');
    const thread = await call.connection.openThread(recipients, {
      text,
      ...(subject === undefined ? {} : { name: subject }),
      ...(senderId === undefined ? {} : { senderId }),
    });
    return { ...(await threadOutput(call, thread)), messageId: String(thread.message_id) };
  },
};
