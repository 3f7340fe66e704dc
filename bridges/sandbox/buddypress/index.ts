export type { BuddyPressEmulator, BuddyPressExtras, BuddyPressOptions } from './emulator.ts';
export type { ApiVersion, SignIn, Switches } from './site.ts';
export { startBuddyPress } from './start.ts';
