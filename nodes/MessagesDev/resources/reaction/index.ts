export { add } from './add.ts';
export { getAll } from './getAll.ts';
