import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { simplify } from '../../../kit/index.ts';
import { person } from '../../fields.ts';
import { threadsOutput } from '../../outputs.ts';

export const open: Operation<BetterMessagesConnection> = {
  value: 'open',
  name: 'Open With User',
  action: 'Open the conversation with a user',
  description: 'Find the private conversation with a user, or start one',
  fields: [
    person,
    {
      displayName: 'Create if Missing',
      name: 'create',
      type: 'boolean',
      default: true,
      description:
        'Whether to start a conversation when there is none; no list shows it before its first message',
    },
    {
      displayName: 'Options',
      name: 'options',
      type: 'collection',
      placeholder: 'Add option',
      default: {},
      options: [
        {
          displayName: 'Object ID',
          name: 'objectId',
          type: 'number',
          default: 0,
          description: 'What on the site the conversation is about, such as a post',
        },
        {
          displayName: 'Subject',
          name: 'subject',
          type: 'string',
          default: '',
          description: 'Title of a new conversation',
        },
        {
          displayName: 'Unique Key',
          name: 'uniqueKey',
          type: 'string',
          default: '',
          placeholder: 'e.g. order-4711',
          description: 'Keeps a conversation of its own for this key and these two people',
        },
      ],
    },
    simplify,
  ],
  async run(call) {
    const isSimple = call.flag('simplify');
    const subject = call.optional('options.subject');
    const uniqueKey = call.optional('options.uniqueKey');
    const objectId = call.optionalNumber('options.objectId');
    const opened = await call.connection.client.privateThread({
      userId: call.number('user'),
      create: call.flag('create'),
      ...(subject === undefined ? {} : { subject }),
      ...(uniqueKey === undefined ? {} : { uniqueKey }),
      ...(objectId === undefined ? {} : { objectId }),
    });
    if (opened.result === 'new_thread') return { found: false };
    const threads = await threadsOutput(call, opened, isSimple);
    return threads.map((thread) => ({ ...thread, created: opened.result === 'thread_created' }));
  },
};
