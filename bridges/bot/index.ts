export { createBots } from './bots.ts';
export type { Bots, BotsOptions } from './bots.ts';
export type { BotParts } from './desk/context.ts';
export type * from './contract.ts';
export { createListening } from './listening.ts';
export type * from './parts.ts';
