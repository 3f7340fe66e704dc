export { approveMessage } from './approveMessage.ts';
export { deleteMessages } from './deleteMessages.ts';
export { distrustUser } from './distrustUser.ts';
export { getGuests } from './getGuests.ts';
export { getMessages } from './getMessages.ts';
export { trustUser } from './trustUser.ts';
export { undistrustUser } from './undistrustUser.ts';
export { untrustUser } from './untrustUser.ts';
