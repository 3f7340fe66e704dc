import { betterMessages } from './better-messages.ts';
import { buddyPress } from './buddypress.ts';
import { chatApi } from './chat-api.ts';
import type { LiveSystem } from './contract.ts';
import { messagesDev } from './messages-dev.ts';

/** Every system that the package has nodes for. */
export const systems: readonly LiveSystem[] = [betterMessages, buddyPress, chatApi, messagesDev];
