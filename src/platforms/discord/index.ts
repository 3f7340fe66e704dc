export { capabilities } from './capabilities.ts';
export { isDiscordConnection } from './connection.ts';
export type { DiscordConnection } from './connection.ts';
export type { Read, Told } from './dispatch.ts';
export { discord } from './platform.ts';
export type { DiscordPlatform } from './platform.ts';
export type { DiscordSettings } from './settings.ts';
