import { onConversation } from '../../simple.ts';

export const mute = onConversation(
  {
    value: 'mute',
    name: 'Mute',
    action: 'Mute a conversation',
    description: 'Stop being notified of a conversation',
  },
  (client, thread) => client.mute(thread),
);
