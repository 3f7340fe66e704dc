export type * from './contract.ts';
export * from './feeds/poll.ts';
export * from './feeds/webhook.ts';
export * from './relay.ts';
