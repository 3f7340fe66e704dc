import { expect, test } from 'vitest';
import { startSandbox } from '../../bridges/sandbox/index.ts';

test('the sandbox has every service, each on a port of its own', async () => {
  const { emulators, close } = await startSandbox();
  expect(Object.entries(emulators).map(([name, { platform }]) => `${name}: ${platform}`)).toEqual([
    'buddypress: buddypress',
    'buddypress-v1: buddypress',
    'better-messages: better-messages',
    'chat-api: chat-api',
    'messages-dev: messages-dev',
    'slack: slack',
    'discord: discord',
  ]);
  const origins = Object.values(emulators).map(({ origin }) => origin);
  expect(new Set(origins).size).toBe(7);
  await close();
  for (const origin of origins) await expect(fetch(origin)).rejects.toThrow();
});

test('a service that it does not have is refused with the names of those it has', async () => {
  await expect(startSandbox({ only: ['slack', 'irc'] })).rejects.toThrow(
    'no service "irc". It has: buddypress, buddypress-v1, better-messages, chat-api, messages-dev, slack, discord.',
  );
});
