export { getAll } from './getAll.ts';
export { show } from './show.ts';
