import { onParticipant, minutes } from '../../simple.ts';

export const mute = onParticipant(
  {
    value: 'mute',
    name: 'Mute',
    action: 'Mute a participant',
    description: 'Let a participant of a chat room write nothing for a while',
  },
  (client, thread, user, span) => client.muteUser(thread, user, span),
  [minutes],
);
