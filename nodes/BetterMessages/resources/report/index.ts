export { create } from './create.ts';
export { getReasons } from './getReasons.ts';
