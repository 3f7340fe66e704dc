export * from './clock.ts';
export * from './control.ts';
export * from './digest.ts';
export type * from './emulator.ts';
export * from './faults.ts';
export * from './picture.ts';
export * from './server.ts';
