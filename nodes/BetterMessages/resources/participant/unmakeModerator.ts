import { onParticipant } from '../../simple.ts';

export const unmakeModerator = onParticipant(
  {
    value: 'unmakeModerator',
    name: 'Remove as Moderator',
    action: 'Remove a participant as moderator',
    description: 'Take the moderation from a participant',
  },
  (client, thread, user) => client.unmakeModerator(thread, user),
);
