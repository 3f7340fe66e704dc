export type { BetterMessagesEmulator, BetterMessagesExtras, BetterMessagesOptions } from './emulator.ts';
export type { SiteSettings } from './settings.ts';
export type { PlannedTimes } from './stamps.ts';
export { startBetterMessages } from './start.ts';
