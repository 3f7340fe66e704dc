import { onConversation } from '../../simple.ts';

export const unmute = onConversation(
  {
    value: 'unmute',
    name: 'Unmute',
    action: 'Unmute a conversation',
    description: 'Be notified of a conversation again',
  },
  (client, thread) => client.unmute(thread),
);
