export { activate } from './activate.ts';
export { get } from './get.ts';
