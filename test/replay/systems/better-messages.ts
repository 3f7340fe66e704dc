import type { System } from '../system.ts';
import { votes } from './better-messages/detect.ts';
import { placeOf } from './better-messages/order.ts';
import { startReplayer } from './better-messages/replayer.ts';

export const betterMessages: System = {
  name: 'better-messages',
  matches: (recordings) => recordings.reduce((sum, recording) => sum + votes(recording), 0),
  order: placeOf,
  start: startReplayer,
};
