import { changeParticipant } from './participant.ts';

export const promoteParticipant = changeParticipant({
  value: 'promoteParticipant',
  name: 'Promote Participant',
  action: 'Promote a participant of a group',
  description: 'Make a person an admin of a group',
  change: (client, group, person) => client.promoteGroupParticipant(group, person),
});
