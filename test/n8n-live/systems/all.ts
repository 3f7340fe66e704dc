import { buddyPress } from './buddypress.ts';
import type { LiveSystem } from './contract.ts';

/** Every system that the package has nodes for. */
export const systems: readonly LiveSystem[] = [buddyPress];
