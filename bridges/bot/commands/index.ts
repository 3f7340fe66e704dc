export { carryOut } from './carry-out.ts';
export { handOver, takeBack } from './handover.ts';
export type { ReadOptions } from './read.ts';
export { readCommand } from './read.ts';
