export type * from './capabilities.ts';
export type * from './contract.ts';
