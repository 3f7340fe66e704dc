import type { BuddyPressConnection } from '../../../../src/platforms/buddypress/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { format, messageText, sendMessage } from '../../../kit/index.ts';
import { thread } from '../../fields.ts';

export const send: Operation<BuddyPressConnection> = {
  value: 'send',
  name: 'Send',
  action: 'Send a message',
  description: 'Say something in a thread',
  fields: [thread, messageText, format],
  run: (call) => sendMessage(call, { conversation: call.id('thread'), text: call.rich('text') }),
};
