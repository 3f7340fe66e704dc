import { onMessage } from '../../simple.ts';

export const pin = onMessage(
  {
    value: 'pin',
    name: 'Pin',
    action: 'Pin a message',
    description: 'Pin a message in place of the one that was; for moderators of the conversation',
  },
  (client, thread, message) => client.pinMessage(thread, message),
);
