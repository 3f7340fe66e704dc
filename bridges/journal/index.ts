export type * from './contract.ts';
export * from './open.ts';
export * from './owner.ts';
