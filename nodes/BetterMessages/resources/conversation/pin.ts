import { onConversation } from '../../simple.ts';

export const pin = onConversation(
  {
    value: 'pin',
    name: 'Pin',
    action: 'Pin a conversation',
    description: 'Keep a conversation at the top of the list of the account',
  },
  (client, thread) => client.pinThread(thread),
);
