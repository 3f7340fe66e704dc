import type { Capabilities } from '../capabilities.ts';

/**
 * BuddyPress private messages. No length limit was met up to 1,000,000 characters; 20,000 keeps a message readable in
 * a browser and an answer, which always repeats the whole thread, within reason.
 */
export const capabilities: Capabilities = {
  platform: 'buddypress',
  title: 'BuddyPress',
  text: { dialect: 'wordpress', maxLength: 20_000 },
  author: 'prefix',
  replies: 'none',
  edit: false,
  delete: false,
  reactions: 'none',
  mentions: false,
  files: { send: false, receive: false },
  typing: false,
  readState: true,
  signals: [],
  feeds: ['poll'],
  recognition: 'look-back',
  rate: { concurrency: 4 },
  settleMs: 0,
  pollEveryMs: 5_000,
};
