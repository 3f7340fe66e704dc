export { get } from './get.ts';
export { testNumber } from './testNumber.ts';
export { update } from './update.ts';
