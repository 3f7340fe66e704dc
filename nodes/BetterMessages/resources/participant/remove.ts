import { onParticipant } from '../../simple.ts';

export const remove = onParticipant(
  {
    value: 'remove',
    name: 'Remove',
    action: 'Remove a participant',
    description: 'Take somebody out of a conversation; for its moderators',
  },
  (client, thread, user) => client.removeParticipant(thread, user),
);
