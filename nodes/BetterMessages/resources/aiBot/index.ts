export { cancelResponse } from './cancelResponse.ts';
export { create } from './create.ts';
export { deleteBot } from './delete.ts';
export { getAll } from './getAll.ts';
export { getAllAsAdministrator } from './getAllAsAdministrator.ts';
export { getWelcomeMessage } from './getWelcomeMessage.ts';
export { update } from './update.ts';
