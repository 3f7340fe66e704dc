import type { IDataObject } from 'n8n-workflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BetterMessagesEmulator } from '../../../bridges/sandbox/better-messages/index.ts';
import { startBetterMessages } from '../../../bridges/sandbox/better-messages/index.ts';
import { ADMIN, acting, only } from './site.ts';

describe('AI bots in the Better Messages node', () => {
  let site: BetterMessagesEmulator;
  beforeAll(async () => {
    site = await startBetterMessages();
  });
  afterAll(() => site.close());

  const asAdmin = async (operation: string, parameters: IDataObject = {}) =>
    (await acting(site, ADMIN)('aiBot', operation, parameters)).json;
  const create = async (name: string, settings: IDataObject = {}) =>
    only(await acting(site, ADMIN)('aiBot', 'create', { name, settings }));

  it('are created, set up, switched on, and greet', async () => {
    const { id, botUserId } = await create('Helper');
    const listed = async () => (await acting(site)('aiBot', 'getAll')).json;
    expect(await listed()).toEqual([]);
    const [set] = await asAdmin('update', {
      botId: id,
      changes: { name: 'Guide', settings: '{ "welcomeMessage": "Hi there" }' },
    });
    expect(set).toMatchObject({ name: 'Guide', settings: { enabled: '0', welcomeMessage: 'Hi there' } });
    await asAdmin('update', { botId: id, changes: { enabled: true } });
    expect(await listed()).toMatchObject([{ bot_user_id: botUserId, name: 'Guide' }]);
    const welcome = await acting(site)('aiBot', 'getWelcomeMessage', { botUserId });
    expect(only(welcome)).toEqual({ welcomeMessage: 'Hi there' });
    await asAdmin('update', { botId: id, changes: { enabled: false }, keepOthers: false });
    expect(await listed()).toEqual([]);
    expect(only(await acting(site)('aiBot', 'getWelcomeMessage', { botUserId }))).toEqual({
      welcomeMessage: '',
    });
  });

  it('never show the key of the AI provider', async () => {
    const { id } = await create('Keeper');
    const [updated] = await asAdmin('update', {
      botId: id,
      changes: { settings: { apiKey: 'sk-told-once' } },
    });
    expect(updated).toMatchObject({ settings: { hasApiKey: true, model: '' } });
    const listed = await asAdmin('getAllAsAdministrator');
    expect(listed).toContainEqual(expect.objectContaining({ id, name: 'Keeper' }));
    expect(JSON.stringify([updated, listed])).not.toContain('sk-told-once');
    // It is still there after a change of something else.
    expect(await asAdmin('update', { botId: id, changes: { name: 'Still keeper' } })).toMatchObject([
      { settings: { hasApiKey: true } },
    ]);
    expect(await asAdmin('update', { botId: id, changes: { enabled: true } })).toMatchObject([
      { settings: { hasApiKey: true, enabled: '1' } },
    ]);
  });

  it.each([
    [{ botId: '9999', changes: { enabled: true } }, 'There is no AI bot 9999'],
    [{ botId: '9999', changes: {} }, 'The field “Fields” is empty'],
    [{ botId: '', changes: { enabled: true } }, 'The field “AI Bot ID” is empty'],
  ])('refuse the update %j', async (parameters, sentence) => {
    await expect(asAdmin('update', parameters)).rejects.toThrow(sentence);
  });

  it.each([
    ['getAllAsAdministrator', {}],
    ['create', { name: 'Mine' }],
    ['update', { botId: '1', changes: { name: 'Mine' } }],
  ])('%s is for administrators only', async (operation, parameters) => {
    await expect(acting(site)('aiBot', operation, parameters)).rejects.toMatchObject({
      httpCode: '403',
      description: expect.stringContaining('use the account of one'),
    });
  });
});
