import { describe, expect, it } from 'vitest';
import { problemsOf, rowsOf } from './calls.ts';
import { read } from './tree.ts';

/** What the documentation of each service offers; the table has a row for each of it. */
const DOCUMENTED: Readonly<Record<string, readonly string[]>> = {
  'Better Messages': [
    'WordPress nonce',
    'guest headers',
    'Application Password',
    '/threads: create',
    '/threads: read',
    '/threads: update',
    '/threads: delete',
    '/threads: pages',
    '/threads: filter by type',
    '/threads: read, unread and muted',
    '/messages: send',
    '/messages: edit',
    '/messages: delete',
    '/messages: react',
    '/messages: attachments',
    '/messages: GIFs and stickers',
    '/messages: search',
    '/participants: add',
    '/participants: remove',
    '/chat-rooms: entries',
    '/chat-rooms: participants',
    '/chat-rooms: settings',
    '/users: search',
    '/users: profile and status',
    '/guests/register',
    '/guests/update',
    'negative ids of guests',
    '/ai-bots: list',
    '/ai-bots: details',
    '/ai-bots: configuration',
    '/calls',
    '/files: standard POST',
    '/files: TUS',
    '/settings',
  ],
  'BuddyPress, REST v1': buddypress('v1', []),
  'BuddyPress, REST v2': buddypress('v2', [
    '`messages_page`, `messages_per_page`',
    '`recipients_page`, `recipients_per_page`',
    '`order`',
    '`read`',
    '`unread`',
  ]),
  'messages.dev': [
    'bearer token',
    'error',
    'Retry-After',
    'GET /lines',
    'GET /chats',
    'GET /messages',
    'POST /messages',
    'POST /audio-messages',
    'GET /reactions',
    'POST /reactions',
    'GET /typing',
    'POST /typing',
    'GET /receipts',
    'POST /receipts',
    'GET /outbox',
    'GET /files',
    'POST /files',
    'GET /webhooks',
    'POST /webhooks',
    'DELETE /webhooks',
    '`cursor`',
    'contact-first',
    'signature',
    '`message.sent`',
  ],
  'Chat API': [
    '`token`',
    'GET /status',
    'GET /qr_code',
    'POST /group',
    'POST /sendMessage: `phone`',
    'POST /sendMessage: `chatId`',
    'POST /sendFile: link',
    'POST /sendFile: base64',
    'POST /sendFile: form-data',
    'GET /messages: `lastMessageNumber`',
    'GET /messages: `last`',
    'POST /sendTemplate',
    'POST /sendReaction',
    'POST /sendSticker',
    'GET /templates',
    'POST /webhook',
    'GET /webhook',
    'webhook: `messages`',
    'webhook: `ack`',
    'POST /settings/ackNotificationsOn',
    'GET /settings/ackNotificationsOn',
    'GET /logout',
    'GET /reboot',
    'GET /showMessagesQueue',
    'GET /clearMessagesQueue',
  ],
};

function buddypress(version: string, more: readonly string[]): string[] {
  return [
    `GET /buddypress/${version}/messages`,
    '`page`, `per_page`',
    '`search`',
    '`box`',
    '`type`',
    '`user_id`',
    `POST /buddypress/${version}/messages: start`,
    `POST /buddypress/${version}/messages: reply`,
    '`subject`',
    '`sender_id`',
    `GET /buddypress/${version}/messages/<id>`,
    `PUT /buddypress/${version}/messages/<id>`,
    '`message_id`',
    `DELETE /buddypress/${version}/messages/<id>`,
    `PUT /buddypress/${version}/messages/starred/<id>`,
    ...more,
  ];
}

const PAGE = read('docs/calls.md');

describe('the table of the calls that the services document', () => {
  it.each(Object.entries(DOCUMENTED))('has a row for everything of %s', (section, calls) => {
    const rows = rowsOf(PAGE).filter((row) => row.section === section);
    expect(calls.filter((call) => !rows.some((row) => row.call.includes(call)))).toEqual([]);
  });

  it('names code and tests that are there, and leaves nothing empty', () => {
    expect(rowsOf(PAGE).flatMap(problemsOf)).toEqual([]);
  });

  it('does not pass once a cell of it is emptied, or names what is not there', () => {
    for (const row of rowsOf(PAGE)) {
      for (const cell of ['call', 'code', 'test', 'remark'] as const) {
        expect(problemsOf({ ...row, [cell]: '' })).toHaveLength(1);
      }
      expect(problemsOf({ ...row, code: row.code.replace(/`([^`]+)`$/, '`$1Gone`') })).not.toEqual([]);
      expect(problemsOf({ ...row, code: row.code.replace('.ts`', 'gone.ts`') })).not.toEqual([]);
      expect(problemsOf({ ...row, test: `${row.test} gone` })).not.toEqual([]);
    }
  });
});
