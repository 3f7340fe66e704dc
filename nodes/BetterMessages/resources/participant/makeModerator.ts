import { onParticipant } from '../../simple.ts';

export const makeModerator = onParticipant(
  {
    value: 'makeModerator',
    name: 'Make Moderator',
    action: 'Make a participant a moderator',
    description: 'Let a participant moderate the conversation',
  },
  (client, thread, user) => client.makeModerator(thread, user),
);
