import { expect, test } from 'vitest';
import { startSandbox } from '../../bridges/sandbox/index.ts';

test('the sandbox has every service and the model API, each on a port of its own', async () => {
  const { emulators, model, close } = await startSandbox();
  expect(Object.entries(emulators).map(([name, { platform }]) => `${name}: ${platform}`)).toEqual([
    'buddypress: buddypress',
    'buddypress-v1: buddypress',
    'better-messages: better-messages',
    'chat-api: chat-api',
    'messages-dev: messages-dev',
    'slack: slack',
    'discord: discord',
  ]);
  const origins = [...Object.values(emulators), ...(model ? [model] : [])].map(({ origin }) => origin);
  expect(new Set(origins).size).toBe(8);
  await close();
  for (const origin of origins) await expect(fetch(origin)).rejects.toThrow();
});

test('a service that it does not have is refused with the names of those it has', async () => {
  await expect(startSandbox({ only: ['slack', 'irc'] })).rejects.toThrow(
    'no service "irc". It has: buddypress, buddypress-v1, better-messages, chat-api, messages-dev, slack, discord, model.',
  );
});

test('the model API can be had alone, and left out', async () => {
  const alone = await startSandbox({ only: ['model'] });
  expect(Object.keys(alone.emulators)).toEqual([]);
  const { url, key } = alone.model ?? {};
  const models = await fetch(`${url ?? ''}/models`, { headers: { authorization: `Bearer ${key ?? ''}` } });
  expect(models.status).toBe(200);
  await alone.close();
  const without = await startSandbox({ only: ['slack'] });
  expect(without.model).toBeUndefined();
  await without.close();
});
