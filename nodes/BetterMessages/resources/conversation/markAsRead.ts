import { onConversation } from '../../simple.ts';

export const markAsRead = onConversation(
  {
    value: 'markAsRead',
    name: 'Mark as Read',
    action: 'Mark a conversation as read',
    description: 'Mark everything in a conversation as read by the account',
  },
  (client, thread) => client.openThreads([thread]),
);
