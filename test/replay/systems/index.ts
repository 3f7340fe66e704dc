import type { System } from '../system.ts';
import { betterMessages } from './better-messages.ts';
import { buddyPressV1, buddyPressV2 } from './buddypress.ts';

/** Every system whose recordings can be replayed. */
export const systems: readonly System[] = [betterMessages, buddyPressV1, buddyPressV2];
