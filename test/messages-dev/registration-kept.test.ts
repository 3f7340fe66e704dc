import { expect, it, onTestFinished } from 'vitest';
import { keepRegistered } from '../../bridges/cli/keep-registered.ts';
import type { Account } from '../../bridges/relay/index.ts';
import type { Log } from '../../src/host/index.ts';
import type { Scene } from './client-fixture.ts';
import { scene } from './client-fixture.ts';

const url = 'https://parley.example/hook';

/** Keeps the webhook of a scene registered until the test ends. @returns what is logged, by level */
function keep({ connection }: Scene): string[] {
  const { webhook } = connection;
  if (!webhook) throw new Error('there is no webhook');
  const stopping = new AbortController();
  const said: string[] = [];
  const note =
    (level: string) =>
    (_: object, message: string): void => {
      said.push(`${level}: ${message}`);
    };
  const log: Log = { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') };
  const config: Account['config'] = {
    name: 'here',
    platform: 'messages-dev',
    feed: 'webhook',
    pollEveryMs: 1000,
    settings: {},
    rate: {},
  };
  const account = { config, connection };
  const kept = keepRegistered({ account, webhook, url, log, signal: stopping.signal, everyMs: 5 });
  onTestFinished(async () => {
    stopping.abort();
    await kept;
  });
  return said;
}

it('makes a webhook that somebody removed at the service again, once', async () => {
  const here = await scene();
  const { client } = here.connection;
  const said = keep(here);
  await expect.poll(() => said).toEqual(['info: webhook registered']);
  const [first] = await client.webhooks();
  await client.deleteWebhook(first?.id ?? '');
  await expect.poll(() => said).toHaveLength(2);
  const now = await client.webhooks();
  expect(now.map((webhook) => [webhook.url, webhook.id === first?.id])).toEqual([[url, false]]);
  expect(here.connection.secrets).toHaveLength(2);
});

it('registers once the service can be reached, and says once that it could not', async () => {
  const here = await scene();
  const fault = { kind: 'status', status: 500, times: 3 } as const;
  here.emulator.faults.add({ ...fault, match: { method: 'POST', path: '/webhooks' } });
  const said = keep(here);
  await expect.poll(() => said).toHaveLength(2);
  expect(said[0]).toContain('warn: the webhook could not be registered');
  expect(said[1]).toBe('info: webhook registered');
  expect(await here.connection.client.webhooks()).toHaveLength(1);
});
