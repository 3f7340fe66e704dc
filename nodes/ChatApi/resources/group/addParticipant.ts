import { changeParticipant } from './participant.ts';

export const addParticipant = changeParticipant({
  value: 'addParticipant',
  name: 'Add Participant',
  action: 'Add a participant to a group',
  description: 'Add a person to a group',
  change: (client, group, person) => client.addGroupParticipant(group, person),
});
