import type { Capabilities } from '../capabilities.ts';

/**
 * A message holds 2,000 characters and files of 10 MiB each where a server is not boosted. Sending is limited to about
 * five messages in five seconds and channel; the exact numbers come with every answer and are kept to.
 */
export const capabilities: Capabilities = {
  platform: 'discord',
  title: 'Discord',
  text: { dialect: 'discord', maxLength: 2000 },
  author: 'per-message',
  replies: 'thread',
  edit: true,
  delete: true,
  reactions: 'any',
  mentions: true,
  files: { send: true, receive: true, maxBytes: 10 * 1024 * 1024 },
  typing: true,
  readState: false,
  signals: ['typing'],
  feeds: ['socket', 'poll'],
  recognition: 'look-back',
  rate: { concurrency: 8 },
  settleMs: 30,
  pollEveryMs: 60_000,
};
