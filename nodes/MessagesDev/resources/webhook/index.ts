export { create } from './create.ts';
export { remove } from './delete.ts';
export { getAll } from './getAll.ts';
