import { onMessage } from '../../simple.ts';

export const unpin = onMessage(
  {
    value: 'unpin',
    name: 'Unpin',
    action: 'Unpin a message',
    description: 'Unpin the message of a conversation; for its moderators',
  },
  (client, thread, message) => client.unpinMessage(thread, message),
);
