export type * from './capabilities.ts';
export type * from './contract.ts';
export { briefMemory } from './memory.ts';
