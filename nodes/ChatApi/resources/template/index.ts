export { getAll } from './getAll.ts';
