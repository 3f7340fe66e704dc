import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BetterMessagesEmulator } from '../../../bridges/sandbox/better-messages/index.ts';
import { startBetterMessages } from '../../../bridges/sandbox/better-messages/index.ts';
import type { Run } from '../support/run.ts';
import { CAROL, PARLEY, acting, id, only, placed } from './site.ts';

const MEBIBYTE = 1024 * 1024;

describe('the Better Messages node when something is wrong', () => {
  let site: BetterMessagesEmulator;
  let group: string;
  let parley: ReturnType<typeof acting>;
  beforeEach(async () => {
    site = await startBetterMessages();
    [group = ''] = site.conversations().map((one) => one.id);
    parley = acting(site);
  });
  afterEach(() => site.close());

  const send = (text: unknown, more: Partial<Run> = {}) =>
    parley('message', 'send', { conversation: id(group), text: text as string }, more);
  const own = async () => (await site.read(group)).filter((one) => one.own);

  it.each([
    ['an empty text', 'message', 'send', { text: ' ' }, 'The field “Text” is empty'],
    [
      'a conversation that is no number',
      'message',
      'send',
      { conversation: id('Support') },
      '“Conversation” must be',
    ],
    ['no conversation', 'message', 'send', { conversation: id('') }, '“Conversation” is empty'],
    [
      'a reply to what is no number',
      'message',
      'send',
      { options: { replyTo: 'last' } },
      'Reply to Message ID',
    ],
    ['people who are no numbers', 'message', 'send', { options: { mentions: 'bob' } }, 'Mention User IDs'],
    ['an object for a message', 'message', 'get', { messageId: { id: 1 } }, 'Message ID'],
    ['no user', 'user', 'get', { user: id(undefined) }, 'User'],
    ['no emoji', 'message', 'addReaction', { messageId: '1', emoji: '' }, 'Emoji'],
    ['a moment that is none', 'message', 'getChanges', { since: 'soon' }, 'Since'],
    ['a limit of nothing', 'message', 'getAll', { limit: 0 }, 'Limit'],
  ])(
    'refuses %s by the name of the field, before anything is sent',
    async (_, resource, operation, wrong, said) => {
      // A request would end in another complaint: nobody is there.
      const { credential } = placed(site, PARLEY);
      const refused = parley(
        resource,
        operation,
        { conversation: id(group), text: 'fine', ...wrong },
        { credential: { ...credential, url: 'http://127.0.0.1:9' } },
      );
      await expect(refused).rejects.toThrow(said);
      await expect(refused).rejects.toMatchObject({ context: { itemIndex: 0 } });
    },
  );

  it('names the operation and what to do in a conversation of others', async () => {
    const outside = acting(site, CAROL)('message', 'getAll', { conversation: id(group) });
    await expect(outside).rejects.toMatchObject({
      message: expect.stringContaining(`read thread ${group}`) as string,
      description: expect.stringContaining('Let one of them add this account') as string,
      httpCode: '403',
    });
  });

  it('sends 500 items, and carries on past three bad ones', async () => {
    const bad = [7, 250, 499];
    const items = Array.from({ length: 500 }, (_, number) => ({ json: { number } }));
    const { items: made } = await send('', {
      items,
      perItem: (index) => ({ text: bad.includes(index) ? '' : `message ${String(index)}` }),
      continueOnFail: true,
    });
    expect(made.map(({ pairedItem }) => pairedItem)).toEqual(items.map((_, item) => ({ item })));
    const failed = made.flatMap(({ json }, index) => ('error' in json ? [index] : []));
    expect(failed).toEqual(bad);
    expect(made[7]?.json.error).toContain('The field “Text” is empty');
    const wanted = items.flatMap((_, index) => (bad.includes(index) ? [] : [`message ${String(index)}`]));
    expect((await own()).map(({ shown }) => shown)).toEqual(wanted);
  });

  it('ends the run at a bad item where it is not to carry on', async () => {
    const items = Array.from({ length: 3 }, () => ({ json: {} }));
    const run = send('', {
      items,
      perItem: (index) => ({ text: index === 1 ? '' : `message ${String(index)}` }),
    });
    await expect(run).rejects.toMatchObject({ context: { itemIndex: 1 } });
    expect((await own()).map(({ shown }) => shown)).toEqual(['message 0']);
  });

  it('waits as long as the site asks for, and sends once', async () => {
    site.faults.add({ kind: 'status', status: 429, retryAfter: 0, match: { path: '/send' }, times: 2 });
    only(await send('patient'));
    expect((await own()).map(({ shown }) => shown)).toEqual(['patient']);
  });

  it('does not wait for longer than a minute', async () => {
    site.faults.add({ kind: 'status', status: 429, retryAfter: 3600, match: { path: '/send' } });
    await expect(send('impatient')).rejects.toMatchObject({ httpCode: '429' });
    expect(await own()).toEqual([]);
  });

  it('sends once when the answer is lost', async () => {
    site.faults.add({ kind: 'lost-answer', match: { path: '/send' } });
    const sent = only(await send('once'));
    expect(await own()).toMatchObject([{ id: sent.id, shown: 'once' }]);
  });

  it('sends again what never arrived', async () => {
    site.faults.add({ kind: 'drop', match: { path: '/send' } });
    only(await send('at last'));
    expect((await own()).map(({ shown }) => shown)).toEqual(['at last']);
  });

  it('tells equal messages of one run apart when an answer is lost', async () => {
    const items = Array.from({ length: 3 }, () => ({ json: {} }));
    site.faults.add({ kind: 'lost-answer', match: { path: '/send' }, times: 2 });
    const { json } = await send('the same', { items });
    const stored = await own();
    expect(stored).toHaveLength(3);
    expect(json.map((one) => one.id)).toEqual(stored.map((one) => one.id));
  });

  it('sends a file once when the answer is lost', async () => {
    const file = { data: 'eA==', mimeType: 'text/plain', fileName: 'a.txt' };
    site.faults.add({ kind: 'lost-answer', match: { path: '/send' } });
    const node = { conversation: id(group), binaryFields: 'data' };
    const sent = only(
      await parley('message', 'send', node, { items: [{ json: {}, binary: { data: file } }] }),
    );
    expect(await own()).toMatchObject([{ id: sent.id, attachments: [{ name: 'a.txt' }] }]);
  });

  it('starts a conversation once when the answer is lost', async () => {
    site.faults.add({ kind: 'lost-answer', match: { path: '/thread/new' } });
    const before = [...site.site.store.threads()].length;
    const started = parley('conversation', 'create', { userIds: String(CAROL), text: 'Hello' });
    await expect(started).rejects.toThrow('start a conversation');
    expect([...site.site.store.threads()]).toHaveLength(before + 1);
  });

  it('finds its way on a site with plain permalinks', async () => {
    const page = '<!doctype html><html><body>Not found</body></html>';
    site.faults.add({ kind: 'status', status: 404, body: page, match: { path: '/wp-json' }, times: 1000 });
    only(await send('by the query'));
    expect((await own()).map(({ shown }) => shown)).toEqual(['by the query']);
  });

  it('says that something else answers in place of the site', async () => {
    const page = '<html><body>Bad gateway</body></html>';
    site.faults.add({ kind: 'status', status: 502, body: page, times: 1000 });
    await expect(send('anybody?')).rejects.toMatchObject({ httpCode: '502' });
  });

  describe('with files', () => {
    const binary = (name: string, mimeType: string, bytes: Buffer) => ({
      data: bytes.toString('base64'),
      mimeType,
      fileName: name,
    });
    const withFiles = (text: string, fields: string, files: Record<string, ReturnType<typeof binary>>) =>
      parley(
        'message',
        'send',
        { conversation: id(group), text, binaryFields: fields },
        { items: [{ json: {}, binary: files }] },
      );

    it('sends and fetches them byte by byte', async () => {
      const bytes = Buffer.from(Array.from({ length: 300 }, (_, index) => index % 256));
      const files = {
        one: binary('a.pdf', 'application/pdf', bytes),
        two: binary('b.txt', 'text/plain', bytes),
      };
      const sent = only(await withFiles('Two files', 'one, two', files));
      expect(sent.ids).toHaveLength(3);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      expect((await own()).flatMap(({ attachments = [] }) => attachments)).toMatchObject([
        { name: 'a.pdf', sha256 },
        { name: 'b.txt', sha256 },
      ]);
      const read = { conversation: id(group), limit: 2, download: true };
      const { items } = await parley('message', 'getAll', read);
      expect(items.map((one) => one.binary?.attachment_0)).toMatchObject([
        { data: bytes.toString('base64'), fileName: 'a.pdf', mimeType: 'application/pdf' },
        { data: bytes.toString('base64'), fileName: 'b.txt', mimeType: 'text/plain' },
      ]);
    });

    it('needs no text for a file', async () => {
      only(await withFiles('', 'data', { data: binary('a.txt', 'text/plain', Buffer.from('x')) }));
      expect(await own()).toMatchObject([{ shown: '', attachments: [{ name: 'a.txt' }] }]);
    });

    it('sends nothing when the field is not there', async () => {
      await expect(withFiles('With a file', 'data', {})).rejects.toThrow("'data'");
      expect(await own()).toEqual([]);
    });

    it('says that a file is larger than the site takes', async () => {
      site.settings.attachmentsMaxSize = MEBIBYTE;
      const large = binary('large.zip', 'application/zip', Buffer.alloc(2 * MEBIBYTE));
      await expect(withFiles('', 'data', { data: large })).rejects.toMatchObject({ httpCode: '413' });
      expect(await own()).toEqual([]);
    });

    it('says which setting lets people send files', async () => {
      site.settings.attachmentsEnable = false;
      const file = { data: binary('a.txt', 'text/plain', Buffer.from('x')) };
      await expect(withFiles('', 'data', file)).rejects.toMatchObject({
        description: expect.stringContaining('Switch on "Enable files"') as string,
      });
    });

    it('tells which messages were sent before a file was refused', async () => {
      const file = { data: binary('a.exe', 'application/octet-stream', Buffer.from('x')) };
      await expect(withFiles('First the text', 'data', file)).rejects.toThrow(
        'Only 1 of 2 messages were sent',
      );
      expect((await own()).map(({ shown }) => shown)).toEqual(['First the text']);
    });
  });

  it('ends when the run is stopped', async () => {
    const signal = AbortSignal.abort(new Error('stopped by a person'));
    await expect(send('too late', { signal })).rejects.toThrow('stopped by a person');
    expect(await own()).toEqual([]);
  });
});

describe('a site on which Better Messages was just installed', () => {
  it('answers and tells its bad words', async () => {
    const site = await startBetterMessages({
      freshInstall: true,
      settings: { badWordsList: ['darn', 'heck'] },
    });
    try {
      const parley = acting(site, PARLEY);
      expect(only(await parley('site', 'ping'))).toEqual({ success: true });
      expect((await parley('site', 'getBadWords')).json).toEqual([{ word: 'darn' }, { word: 'heck' }]);
    } finally {
      await site.close();
    }
  });
});
