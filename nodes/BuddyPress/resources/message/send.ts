import type { BuddyPressConnection } from '../../../../src/platforms/buddypress/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { format, messageText, sendMessage } from '../../../kit/index.ts';
import { options, thread } from '../../fields.ts';
import { idOf } from '../../ids.ts';

export const send: Operation<BuddyPressConnection> = {
  value: 'send',
  name: 'Send',
  action: 'Send a message',
  description: 'Say something in a thread, to everybody in it',
  fields: [
    thread,
    messageText,
    format,
    options({
      displayName: 'Subject',
      name: 'subject',
      type: 'string',
      default: '',
      description: 'What the message is called, if not "Re:" and the subject of the thread',
    }),
  ],
  run(call) {
    const subject = call.optional('options.subject');
    const { connection } = call;
    return sendMessage(call, {
      conversation: String(idOf(call, 'thread')),
      text: call.rich('text'),
      send: (to, part) => connection.send(to, subject === undefined ? part : { ...part, title: subject }),
    });
  },
};
