export * from './answers.ts';
export * from './site.ts';
