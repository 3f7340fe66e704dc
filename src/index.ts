export * from './host/index.ts';
export * from './model/index.ts';
export * from './platforms/index.ts';
export * from './text/index.ts';
