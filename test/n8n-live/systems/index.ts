export type { Account, LiveSystem, Step } from './contract.ts';
export { systems } from './all.ts';
export { write } from './contract.ts';
