import { onConversation } from '../../simple.ts';

export const restore = onConversation(
  {
    value: 'restore',
    name: 'Restore',
    action: 'Restore a conversation',
    description: 'Bring a conversation back that the account deleted',
  },
  (client, thread) => client.restoreThread(thread),
);
