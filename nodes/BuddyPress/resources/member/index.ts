export { get } from './get.ts';
export { getAll } from './getAll.ts';
export { getMe } from './getMe.ts';
