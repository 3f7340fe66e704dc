export { startDiscord } from './start.ts';
export type { DiscordEmulator, DiscordOptions } from './start.ts';
export type { Admin } from './admin.ts';
