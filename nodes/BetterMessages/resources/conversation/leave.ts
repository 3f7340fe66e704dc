import { onConversation } from '../../simple.ts';

export const leave = onConversation(
  {
    value: 'leave',
    name: 'Leave',
    action: 'Leave a conversation',
    description: 'Take the account out of a group conversation',
  },
  (client, thread) => client.leaveThread(thread),
);
