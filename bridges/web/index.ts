export type * from './contract.ts';
export * from './metrics.ts';
export * from './server.ts';
