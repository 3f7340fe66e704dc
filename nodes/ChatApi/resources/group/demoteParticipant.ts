import { changeParticipant } from './participant.ts';

export const demoteParticipant = changeParticipant({
  value: 'demoteParticipant',
  name: 'Demote Participant',
  action: 'Demote a participant of a group',
  description: 'Take admin rights in a group from a person',
  change: (client, group, person) => client.demoteGroupParticipant(group, person),
});
