export { Call } from './call.ts';
export type { Method } from './call.ts';
export { METHODS } from './table.ts';
