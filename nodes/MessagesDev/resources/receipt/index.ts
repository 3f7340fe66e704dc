export { getAll } from './getAll.ts';
export { markRead } from './markRead.ts';
