import { changeParticipant } from './participant.ts';

export const removeParticipant = changeParticipant({
  value: 'removeParticipant',
  name: 'Remove Participant',
  action: 'Remove a participant from a group',
  description: 'Remove a person from a group',
  change: (client, group, person) => client.removeGroupParticipant(group, person),
});
