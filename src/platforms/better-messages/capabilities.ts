import type { Capabilities } from '../capabilities.ts';

/**
 * Better Messages, free build. It stores texts of any length; 20,000 characters keep a message readable in a browser.
 * What a site has switched off answers with an error that names the setting.
 */
export const capabilities: Capabilities = {
  platform: 'better-messages',
  title: 'Better Messages',
  text: { dialect: 'better-messages', maxLength: 20_000 },
  author: 'prefix',
  replies: 'quote',
  edit: true,
  delete: true,
  reactions: 'one-of-few',
  mentions: true,
  files: { send: true, receive: true },
  typing: false,
  readState: true,
  signals: [],
  feeds: ['poll'],
  recognition: 'marker',
  rate: { concurrency: 4 },
  settleMs: 0,
  pollEveryMs: 5_000,
};
