import { onParticipant } from '../../simple.ts';

export const unban = onParticipant(
  {
    value: 'unban',
    name: 'Unban',
    action: 'Unban a participant',
    description: 'Let somebody into a chat room again',
  },
  (client, thread, user) => client.unbanUser(thread, user),
);
