import type { Capabilities } from '../capabilities.ts';

/**
 * Slack stores 40,000 characters but shows messages folded and cuts some clients' notifications far earlier; 4,000 is
 * what its own guides advise. Posting is limited to about one message a second and channel.
 */
export const capabilities: Capabilities = {
  platform: 'slack',
  title: 'Slack',
  text: { dialect: 'mrkdwn', maxLength: 4000 },
  author: 'per-message',
  replies: 'thread',
  edit: true,
  delete: true,
  reactions: 'any',
  mentions: true,
  files: { send: true, receive: true, maxBytes: 1024 * 1024 * 1024 },
  typing: false,
  readState: false,
  signals: [],
  feeds: ['socket', 'webhook'],
  recognition: 'marker',
  rate: { concurrency: 8, perConversationPerSecond: 1 },
  settleMs: 150,
  pollEveryMs: 60_000,
};
