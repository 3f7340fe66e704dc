import type { Recording } from '../../recordings.ts';

/**
 * Pairs that were recorded later than their number says, and the number they came after. Known from the times and from
 * the numbers of threads and messages in them.
 */
const LATER: Readonly<Record<number, number>> = {
  146.02: 159.1,
  147: 159.2,
  148: 159.3,
  178: 320.1,
  179: 320.2,
  211.02: 260.4,
  214: 289.1,
  214.02: 289.2,
  214.03: 289.3,
  227: 254.1,
  228: 254.2,
  229: 254.3,
  230: 254.4,
  234: 255.1,
  235: 255.2,
  236: 255.3,
  234.02: 255.4,
  234.03: 255.5,
};

export function placeOf({ order }: Pick<Recording, 'order'>): number {
  return LATER[order] ?? order;
}
