import type { Capabilities } from '../capabilities.ts';
import type { ChatApiDialect } from './dialects.ts';
import { dialects } from './dialects.ts';

/** Largest file, bytes: nothing is documented; WhatsApp itself takes media up to this size everywhere. */
const MAX_FILE_BYTES = 16 * 1024 * 1024;

/**
 * Length and rate are documented nowhere: 4,096 is what a sibling product documents, one message a second keeps an
 * account from looking like a spammer to WhatsApp.
 */
export function capabilitiesOf(dialect: ChatApiDialect): Capabilities {
  return {
    platform: 'chat-api',
    title: dialect.title,
    text: { dialect: 'whatsapp', maxLength: 4096 },
    author: 'prefix',
    replies: 'quote',
    edit: false,
    delete: dialect.deleting,
    reactions: 'none',
    mentions: dialect.mentions,
    files: { send: true, receive: true, maxBytes: MAX_FILE_BYTES },
    typing: dialect.typing,
    readState: true,
    signals: ['read'],
    feeds: ['webhook', 'poll'],
    recognition: 'look-back',
    rate: { concurrency: 2, perSecond: 1 },
    settleMs: 0,
    pollEveryMs: 5000,
  };
}

export const capabilities = capabilitiesOf(dialects['chat-api']);
