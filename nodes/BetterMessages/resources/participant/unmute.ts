import { onParticipant } from '../../simple.ts';

export const unmute = onParticipant(
  {
    value: 'unmute',
    name: 'Unmute',
    action: 'Unmute a participant',
    description: 'Let a participant of a chat room write again',
  },
  (client, thread, user) => client.unmuteUser(thread, user),
);
