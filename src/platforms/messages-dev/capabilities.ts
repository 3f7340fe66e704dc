import type { Capabilities } from '../capabilities.ts';
import { settingsSchema } from './settings.ts';

/** Largest file, bytes: no limit is documented; this is what iMessage itself is known to carry. */
const MAX_FILE_BYTES = 100 * 1024 * 1024;

/**
 * One message a second is what the service advises for a line, lest Apple takes it for spam; a send stays under way
 * until the outbox has worked it off, so several are under way at once. 1,000 calls an hour are allowed: a poll costs
 * one, and one more for every conversation in which something happened.
 */
export function capabilitiesOf(maxTextLength: number): Capabilities {
  return {
    platform: 'messages-dev',
    title: 'messages.dev',
    text: { dialect: 'plain', maxLength: maxTextLength },
    author: 'prefix',
    replies: 'quote',
    edit: false,
    delete: false,
    reactions: 'one-of-few',
    mentions: false,
    files: { send: true, receive: true, maxBytes: MAX_FILE_BYTES },
    typing: true,
    readState: true,
    signals: ['typing', 'read'],
    feeds: ['webhook', 'poll'],
    recognition: 'look-back',
    rate: { concurrency: 3, perSecond: 1 },
    settleMs: 150,
    pollEveryMs: 15_000,
  };
}

export const capabilities = capabilitiesOf(settingsSchema.shape.maxTextLength.parse(undefined));
