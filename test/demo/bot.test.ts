import { describe, expect, onTestFinished, test } from 'vitest';
import { demoBot } from '../../bridges/sandbox/demo/bot.ts';
import { demoConfig } from '../../bridges/sandbox/demo/rooms.ts';
import { setStage } from '../../bridges/sandbox/demo/stage.ts';
import { startModelApi } from '../../bridges/sandbox/model/index.ts';

describe('the bot of the demo', () => {
  test('asks the model that the environment names, and nobody else', { timeout: 60_000 }, async () => {
    const answer = { text: 'I come from elsewhere.' };
    const api = await startModelApi({
      key: 'key-of-the-visitor',
      models: [{ id: 'large' }],
      script: [{ answer }],
    });
    onTestFinished(() => api.close());
    const env = {
      OPENAI_API_KEY: 'key-of-the-visitor',
      OPENAI_BASE_URL: `${api.url}/`,
      PARLEY_MODEL: 'large',
    };
    const stage = await setStage({ ownProcess: false, log: 'silent', env });
    onTestFinished(() => stage.close());
    const { bot, emulators, model } = stage;
    expect(bot?.answersBy).toBe(`large at ${new URL(api.url).host}`);

    const slack = emulators['slack'];
    const { conversation = '' } = bot?.place ?? {};
    const as = slack?.people()[0]?.id ?? '';
    await slack?.say({ conversation, as, text: 'Ada, where do you come from?' });
    await expect
      .poll(async () => (await slack?.read(conversation))?.at(-1)?.shown, { timeout: 20_000 })
      .toBe('I come from elsewhere.');
    expect(model?.requests()).toEqual([]);
  });

  test('takes the usual address and model where only a key is named, and writes the key nowhere', async () => {
    const api = await startModelApi();
    onTestFinished(() => api.close());
    const rooms = [{ name: 'general', places: [{ account: 'slack', conversation: 'C1' }] }];
    const bot = demoBot(rooms, api, { OPENAI_API_KEY: 'key-of-the-visitor' });
    expect(bot?.answersBy).toBe('gpt-5-mini at api.openai.com');
    const written = demoConfig({ emulators: {}, rooms, bot, port: 1, log: 'silent' });
    expect(written).toContain('${OPENAI_API_KEY}');
    expect(written).not.toContain('key-of-the-visitor');
    expect(demoBot(rooms, api, { OPENAI_API_KEY: '' })?.answersBy).toContain('a script of the sandbox');
    expect(() => demoBot(rooms, api, { OPENAI_BASE_URL: 'nowhere' })).toThrow(
      /^OPENAI_BASE_URL is no address/,
    );
  });
});
