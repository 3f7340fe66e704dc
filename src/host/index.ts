export * from './answers.ts';
export * from './errors.ts';
export * from './form.ts';
export type * from './host.ts';
export * from './redact.ts';
export * from './redirect.ts';
export * from './retry.ts';
