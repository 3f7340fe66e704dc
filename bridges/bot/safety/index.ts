export { createMakeSafe, makeSafe } from './outgoing.ts';
