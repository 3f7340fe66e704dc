export type { Account, LiveSystem, Step } from './contract.ts';
export { systems } from './all.ts';
export { takesPart, write } from './contract.ts';
