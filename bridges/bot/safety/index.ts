export type { Moderation } from './moderation.ts';
export { createModeration } from './moderation.ts';
export { createMakeSafe, makeSafe } from './outgoing.ts';
