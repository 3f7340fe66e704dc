import type { IDataObject } from 'n8n-workflow';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BetterMessagesEmulator } from '../../../bridges/sandbox/better-messages/index.ts';
import { startBetterMessages } from '../../../bridges/sandbox/better-messages/index.ts';
import { ADMIN, ALICE, BOB, acting, id as picked } from './site.ts';

describe('moderation in the Better Messages node', () => {
  let site: BetterMessagesEmulator;
  let group: string;
  beforeEach(async () => {
    site = await startBetterMessages();
    group = site.conversations()[0]?.id ?? '';
  });
  afterEach(() => site.close());

  const say = async (text: string, as = ALICE) =>
    (await site.say({ conversation: group, as: String(as), text })).id;
  const asAdmin = async (operation: string, parameters: IDataObject = {}) =>
    (await acting(site, ADMIN)('moderation', operation, parameters)).json;

  it('lists the messages of the whole site, newest first, over several pages', async () => {
    for (let said = 0; said < 45; said += 1) await say(`number ${String(said)}`);
    const all = await asAdmin('getMessages', { returnAll: true });
    expect(all.length).toBeGreaterThan(45);
    expect(all[0]).toMatchObject({
      conversation: group,
      author: { id: String(ALICE), name: 'Alice Example' },
      html: 'number 44',
    });
    const ids = all.map(({ id }) => Number(id));
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => b - a));
    expect(await asAdmin('getMessages', { limit: 21 })).toEqual(all.slice(0, 21));
  });

  it('filters them, and shows them as the site does when asked', async () => {
    const wanted = await say('where is my parcel', BOB);
    await say('where is the door');
    const found = async (filters: IDataObject, parameters: IDataObject = {}) =>
      (await asAdmin('getMessages', { returnAll: true, filters, ...parameters })).map(({ id }) => String(id));
    expect(await found({ search: 'my parcel', sender: BOB })).toEqual([wanted]);
    expect(await found({ messageIds: `${wanted}, 9999` })).toEqual([wanted]);
    expect(await found({ conversation: group, sender: BOB })).toEqual([wanted]);
    expect(await found({ pending: true })).toEqual([]);
    const [raw] = await asAdmin('getMessages', { filters: { messageIds: wanted }, simplify: false });
    expect(raw).toMatchObject({
      thread_id: Number(group),
      sender: { user_id: BOB },
      message: expect.any(String),
    });
    await expect(found({ sender: 'bob' })).rejects.toThrow('“Sender ID” must be a whole number');
  });

  it('approves what waits', async () => {
    site.settings.messagesPremoderation = true;
    const message = { conversation: picked(group), text: 'May I?' };
    await acting(site)('message', 'send', message);
    const [waiting] = await asAdmin('getMessages', { filters: { pending: true } });
    expect(waiting).toMatchObject({ html: 'May I?' });
    expect(await asAdmin('approveMessage', { messageId: waiting?.id })).toEqual([{ success: true }]);
    expect(await asAdmin('getMessages', { filters: { pending: true } })).toEqual([]);
    expect((await site.read(group)).at(-1)).toMatchObject({ shown: 'May I?' });
  });

  it('deletes messages of anybody', async () => {
    const ids = [await say('one'), await say('two', BOB)];
    expect(await asAdmin('deleteMessages', { messageIds: ids.join(',') })).toEqual([{ deleted: true }]);
    expect(await asAdmin('getMessages', { filters: { messageIds: ids.join(',') } })).toEqual([]);
  });

  it.each([
    ['getMessages', {}],
    ['approveMessage', { messageId: '1' }],
    ['deleteMessages', { messageIds: '1' }],
  ])('%s is for administrators only', async (operation, parameters) => {
    await expect(acting(site)('moderation', operation, parameters)).rejects.toMatchObject({
      httpCode: '403',
      description: expect.stringContaining('use the account of one'),
    });
  });

  it('goes on with the next item when one is refused', async () => {
    const id = await say('one');
    const { json } = await acting(site, ADMIN)(
      'moderation',
      'approveMessage',
      {},
      {
        items: [{ json: {} }, { json: {} }, { json: {} }],
        perItem: (index) => ({ messageId: [id, undefined, 'x'][index] ?? '' }),
        continueOnFail: true,
      },
    );
    expect(json).toEqual([
      { success: true },
      { error: expect.stringContaining('“Message ID” is empty') },
      { error: expect.stringContaining('“Message ID” must be a whole number') },
    ]);
  });

  it('leaves a message that is not there to the site, which says so', async () => {
    const nobody = acting(site, ADMIN)('moderation', 'approveMessage', { messageId: '9999' });
    await expect(nobody).rejects.toThrow('Could not approve message 9999');
  });
});
