export { clearActions } from './clearActions.ts';
export { clearMessages } from './clearMessages.ts';
export { getActions } from './getActions.ts';
export { getMessages } from './getMessages.ts';
