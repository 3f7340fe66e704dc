export { addParticipant } from './addParticipant.ts';
export { create } from './create.ts';
export { demoteParticipant } from './demoteParticipant.ts';
export { join } from './join.ts';
export { leave } from './leave.ts';
export { promoteParticipant } from './promoteParticipant.ts';
export { removeParticipant } from './removeParticipant.ts';
