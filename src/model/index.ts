export type * from './attachment.ts';
export type * from './author.ts';
export * from './event.ts';
export type * from './message.ts';
