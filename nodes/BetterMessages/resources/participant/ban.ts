import { onParticipant, minutes } from '../../simple.ts';

export const ban = onParticipant(
  {
    value: 'ban',
    name: 'Ban',
    action: 'Ban a participant',
    description: 'Take a participant out of a chat room and keep the participant out for a while',
  },
  (client, thread, user, span) => client.banUser(thread, user, span),
  [minutes],
);
