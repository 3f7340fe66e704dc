import type { IDataObject } from 'n8n-workflow';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { BetterMessagesEmulator } from '../../../bridges/sandbox/better-messages/index.ts';
import { startBetterMessages } from '../../../bridges/sandbox/better-messages/index.ts';
import { ADMIN, acting, id, only } from './site.ts';

type Row = [
  resource: string,
  operation: string,
  parameters: IDataObject,
  request: string,
  body?: IDataObject,
];

const room = { room: id(8) };
const job = { job: '3' };
const content = { content: '{ "message": "Hello" }' };
const hello = { message: 'Hello' };

/** Calls of administrators, and of roles that may send to many people. */
const PRIVILEGED: Row[] = [
  ['chatRoom', 'delete', room, 'DELETE /admin/chat-rooms/8', {}],
  [
    'chatRoom',
    'duplicate',
    { ...room, copyParticipants: true },
    'POST /admin/chat-rooms/8/duplicate',
    { copyParticipants: true },
  ],
  ['chatRoom', 'clear', room, 'POST /admin/chat-rooms/8/clear', {}],
  [
    'chatRoom',
    'getParticipants',
    { ...room, page: 2, search: 'a b' },
    'GET /admin/chat-rooms/8/participants?page=2&search=a+b',
  ],
  [
    'chatRoom',
    'addParticipants',
    { ...room, userIds: '7, 12' },
    'POST /admin/chat-rooms/8/participants',
    { user_ids: [7, 12] },
  ],
  [
    'chatRoom',
    'removeParticipant',
    { ...room, user: id(-2) },
    'DELETE /admin/chat-rooms/8/participants/-2',
    {},
  ],
  ['aiBot', 'delete', { botId: '9' }, 'DELETE /admin/ai/bots/9', {}],
  ['bulkMessage', 'getAll', {}, 'GET /bulkMessages'],
  ['bulkMessage', 'get', job, 'GET /bulkMessages/3/status'],
  ['bulkMessage', 'getConversations', { ...job, page: 4 }, 'GET /bulkMessages/3/threads?page=4'],
  ['bulkMessage', 'getFollowUpCounts', job, 'GET /bulkMessages/3/followUpCounts'],
  ['bulkMessage', 'getPreview', { messageId: '12' }, 'GET /bulkMessages/previewMessage/12'],
  ['bulkMessage', 'preview', content, 'POST /bulkMessages/preview', hello],
  ['bulkMessage', 'send', content, 'POST /bulkMessages/create', hello],
  ['bulkMessage', 'sendTest', content, 'POST /bulkMessages/sendTest', hello],
  ['bulkMessage', 'pause', job, 'POST /bulkMessages/3/pause', {}],
  ['bulkMessage', 'resume', job, 'POST /bulkMessages/3/resume', {}],
  ['bulkMessage', 'cancel', job, 'POST /bulkMessages/3/cancel', {}],
  ['bulkMessage', 'followUp', { ...job, ...content }, 'POST /bulkMessages/3/followUp', hello],
  [
    'bulkMessage',
    'update',
    { ...job, property: 'title', value: 'Spring' },
    'POST /bulkMessages/changeReport',
    { report_id: 3, property: 'title', value: 'Spring' },
  ],
  ['bulkMessage', 'delete', job, 'POST /bulkMessages/deleteReport', { report_id: 3 }],
];

/** Calls that the emulator does not know at all, or that are there only with a provider, a setting or the paid build. */
const OPTIONAL: Row[] = [
  ['moderation', 'trustUser', { user: id(2) }, 'POST /admin/whitelistUser', { userId: 2 }],
  ['moderation', 'untrustUser', { user: id(2) }, 'POST /admin/unwhitelistUser', { userId: 2 }],
  ['moderation', 'distrustUser', { user: id(2) }, 'POST /admin/blacklistUser', { userId: 2 }],
  ['moderation', 'undistrustUser', { user: id(2) }, 'POST /admin/unblacklistUser', { userId: 2 }],
  ['moderation', 'getGuests', { page: 2, search: 'vera' }, 'GET /admin/getGuests?page=2&search=vera'],
  ['report', 'getReasons', {}, 'GET /reports/getReasons'],
  [
    'report',
    'create',
    { conversation: id(1), messageId: '5', reason: 'spam', description: 'again' },
    'POST /reports/reportMessage',
    { thread_id: 1, message_id: 5, category: 'spam', description: 'again' },
  ],
  ['gif', 'getAll', { search: 'thank you', page: 2 }, 'GET /gifs?search=thank+you&page=2'],
  ['gif', 'send', { conversation: id(1), gifId: 'xT0' }, 'POST /gifs/1/send', { gif_id: 'xT0' }],
  ['sticker', 'getAll', {}, 'GET /stickers/manifest'],
  [
    'sticker',
    'send',
    { conversation: id(1), stickerUrl: 'https://example.org/wave.png' },
    'POST /stickers/builtin/1/send',
    { sticker_url: 'https://example.org/wave.png' },
  ],
  ['call', 'request', { route: '/start', body: '{ "thread_id": 1 }' }, 'POST /calls/start', { thread_id: 1 }],
  ['aiBot', 'cancelResponse', { conversation: id(1) }, 'POST /ai/cancelResponse/1', {}],
  ['ai', 'transcribe', { conversation: id(1), messageId: 5 }, 'POST /ai/transcribeVoice/1/5', {}],
  [
    'ai',
    'translate',
    { conversation: id(1), options: { language: 'fr' } },
    'POST /ai/translateMessages/1',
    { language: 'fr' },
  ],
];

const settings = { settings: '{ "enabled": true }' };
const AI: Row[] = [
  ['ai', 'getSettings', {}, 'GET /thread/1/ai-settings'],
  ['ai', 'getSummarySettings', {}, 'GET /thread/1/summarization'],
  ['ai', 'updateSummarySettings', settings, 'POST /thread/1/summarization', { enabled: true }],
  ['ai', 'getDigestSettings', {}, 'GET /thread/1/digest-config'],
  ['ai', 'updateDigestSettings', settings, 'POST /thread/1/digest-config', { enabled: true }],
  ['ai', 'summarize', { options: '{ "style": "brief" }' }, 'POST /thread/1/summary', { style: 'brief' }],
  ['ai', 'createDigest', {}, 'POST /thread/1/digest', {}],
];

describe('calls of Better Messages whose answers nobody has recorded', () => {
  let site: BetterMessagesEmulator;
  beforeAll(async () => {
    site = await startBetterMessages();
  });
  afterEach(() => {
    site.faults.clear();
  });
  afterAll(() => site.close());

  const group = () => ({ conversation: id(site.conversations()[0]?.id) });
  const answering = (path: string, body: string) => {
    site.faults.add({ kind: 'status', status: 200, body, match: { path } });
  };
  const pathOf = (request: string) => request.replace(/^\w+ /, '').replace(/\?.*$/, '');

  it.each([...PRIVILEGED, ...OPTIONAL, ...AI])(
    '%s: %s is sent as the site takes it, and its answer is given as it comes',
    async (resource, operation, parameters, request, body) => {
      answering(pathOf(request), '{"came":"back"}');
      const outcome = await acting(site, ADMIN)(resource, operation, {
        ...(resource === 'ai' && !parameters.conversation ? { conversation: id(1) } : {}),
        ...parameters,
      });
      expect(only(outcome)).toEqual(operation === 'delete' ? { deleted: true } : { came: 'back' });
      const sent = outcome.requests.at(-1);
      const [, address = ''] = sent?.url.split('/better-messages/v1') ?? [];
      expect(`${String(sent?.method)} ${address}`).toBe(request);
      expect(sent?.body === undefined ? undefined : JSON.parse(sent.body)).toEqual(body);
    },
  );

  it.each(PRIVILEGED)('%s: %s is refused to other accounts, with what to do', async (...row) => {
    const [resource, operation, parameters] = row;
    await expect(acting(site)(resource, operation, parameters)).rejects.toMatchObject({
      httpCode: '403',
      description: expect.stringMatching(/use the account of one|role of this account send bulk messages/),
    });
  });

  it.each([
    ['report', 'getReasons', {}, 'Switch on reports'],
    ['gif', 'getAll', {}, 'Set up a provider of GIFs'],
    ['sticker', 'getAll', {}, 'Set up a provider of stickers'],
    ['call', 'request', { route: 'start' }, 'are in the paid build of Better Messages only'],
    ['moderation', 'getGuests', {}, 'plugin of the site is of another version'],
  ])('%s: %s names what the site lacks', async (resource, operation, parameters, advice) => {
    await expect(acting(site, ADMIN)(resource, operation, parameters)).rejects.toMatchObject({
      httpCode: '404',
      description: expect.stringContaining(advice),
    });
  });

  it.each(['gif', 'sticker'])('%s: send names what the site lacks', async (resource) => {
    const sending = acting(site)(resource, 'send', { ...group(), gifId: 'x', stickerUrl: 'https://x.org/1' });
    await expect(sending).rejects.toMatchObject({
      httpCode: '404',
      description: expect.stringContaining('Set up a provider of'),
    });
  });

  it.each([
    ['[{"id":1},{"id":2}]', [{ id: 1 }, { id: 2 }]],
    ['[]', []],
    ['true', [{ success: true }]],
    ['false', [{ success: false }]],
    ['', [{ success: true }]],
    ['7', [{ result: 7 }]],
    ['["a","b"]', [{ result: 'a' }, { result: 'b' }]],
  ])('an answer of %s becomes items', async (body, items) => {
    answering('/reports/getReasons', body);
    expect((await acting(site)('report', 'getReasons')).json).toEqual(items);
  });

  it.each([
    ['bulkMessage', 'send', { content: '' }, '“Bulk Message” is no JSON object'],
    ['bulkMessage', 'get', { job: 'three' }, '“Bulk Message ID” must be a whole number, and is “three”'],
    ['ai', 'updateSummarySettings', { conversation: id(1), settings: '[]' }, '“Settings” is no JSON object'],
    ['call', 'request', { route: '../threads' }, '“Route” is no route such as start'],
    ['call', 'request', { route: 'start?x=1' }, '“Route” is no route such as start'],
    ['sticker', 'send', { conversation: id(1), stickerUrl: '' }, '“Sticker URL” is empty'],
    ['report', 'create', { conversation: id(1), messageId: '', reason: 'x' }, '“Message ID” is empty'],
  ])('%s: %s with a wrong field sends nothing', async (resource, operation, parameters, sentence) => {
    const { json, requests } = await acting(site, ADMIN)(resource, operation, parameters, {
      continueOnFail: true,
    });
    expect(json).toEqual([{ error: expect.stringContaining(sentence) }]);
    expect(requests).toEqual([]);
  });
});
