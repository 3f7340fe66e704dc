import { onConversation } from '../../simple.ts';

export const unpin = onConversation(
  {
    value: 'unpin',
    name: 'Unpin',
    action: 'Unpin a conversation',
    description: 'Put a conversation back into its place in the list of the account',
  },
  (client, thread) => client.unpinThread(thread),
);
