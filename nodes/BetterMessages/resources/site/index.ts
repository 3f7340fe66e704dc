export { getBadWords } from './getBadWords.ts';
export { getEmoji } from './getEmoji.ts';
export { ping } from './ping.ts';
