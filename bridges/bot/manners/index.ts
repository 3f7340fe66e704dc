export type { Address, Called } from './address.ts';
export { addressOf } from './address.ts';
export { mayAnswerBot, talkWindow } from './bot-talk.ts';
export type { Bursts } from './burst.ts';
export { burstsOf } from './burst.ts';
export { judge } from './judge.ts';
export { isHandedOver } from './moods.ts';
export { isBarred, isListed } from './people.ts';
export { quietSince } from './quiet-hours.ts';
