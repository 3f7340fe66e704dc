export * from './clock.ts';
export * from './control.ts';
export type * from './emulator.ts';
export * from './faults.ts';
export * from './server.ts';
