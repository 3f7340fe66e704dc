export { ALL_SCOPES } from './seed.ts';
export { startSlack } from './start.ts';
export type { SlackExtras, SlackOptions } from './start.ts';
export { sign } from './http-transport.ts';
export type { EventDelivery, Redelivery } from './redelivery.ts';
