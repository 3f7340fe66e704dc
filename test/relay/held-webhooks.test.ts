import path from 'node:path';
import { expect, it } from 'vitest';
import { ServiceError } from '../../src/host/index.ts';
import type { ParleyEvent } from '../../src/model/index.ts';
import type { Connection, Webhook } from '../../src/platforms/index.ts';
import { WebhookFeed } from '../../bridges/relay/index.ts';
import { created } from '../support/events.ts';
import { MemoryService } from '../support/memory-platform.ts';
import { silent, startRelay } from '../support/relay.ts';
import { tempDir } from '../support/temp.ts';

const HELD = 1500;

/** Requests hold a number; one that does not follow on the cursor shows a gap. */
const webhook: Webhook = {
  receive(request, cursor) {
    const number = Number(new TextDecoder().decode(request.body));
    if (number !== Number(cursor ?? 0) + 1) return { events: [], gap: true };
    const event: ParleyEvent = created(String(number), `text ${String(number)}`);
    return { events: [event], cursor: String(number) };
  },
};

it('takes a long line of held requests in the right order once the missing one has come', async () => {
  const service = new MemoryService();
  const { relay, settled } = await startRelay(path.join(tempDir(), 'parley.db'), service);
  const account = service.account('site');
  const connection: Connection = {
    ...account.connection,
    poll: (cursor) => Promise.resolve({ events: [], cursor: cursor ?? '0', more: false }),
  };
  const feed = new WebhookFeed({
    account: { ...account, connection },
    conversations: ['1'],
    intake: relay,
    log: silent,
    webhook,
  });
  await feed.start();
  const ask = (number: number): Promise<{ status: number }> =>
    feed.handle({ headers: {}, body: new TextEncoder().encode(String(number)) });
  const late = Array.from({ length: HELD }, (_, index) => ask(HELD + 1 - index));
  const answers = await Promise.all([...late, ask(1)]);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  await settled(HELD + 1);
  expect(service.texts('C1').map((text) => Number(/\d+$/.exec(text)?.[0]))).toEqual(
    Array.from({ length: HELD + 1 }, (_, index) => index + 1),
  );
  await feed.stop();
});

it('lets no request overtake an earlier one whose names are still looked up', async () => {
  const service = new MemoryService();
  const { relay, settled } = await startRelay(path.join(tempDir(), 'parley.db'), service);
  const account = service.account('site');
  const connection: Connection = {
    ...account.connection,
    poll: (cursor) => Promise.resolve({ events: [], cursor: cursor ?? '0', more: false }),
  };
  const numberIn = ({ body }: { body: Uint8Array }): string => new TextDecoder().decode(body);
  const lookedUp = Promise.withResolvers<undefined>();
  const slow: Webhook = {
    prepare: (request) => (numberIn(request) === '1' ? lookedUp.promise : Promise.resolve()),
    receive: (request) => ({ events: [created(numberIn(request), `text ${numberIn(request)}`)] }),
  };
  const options = { account: { ...account, connection }, conversations: ['1'], intake: relay, log: silent };
  const feed = new WebhookFeed({ ...options, webhook: slow });
  await feed.start();
  await expect.poll(() => feed.status().state).toBe('running');
  const ask = (number: number): Promise<{ status: number }> =>
    feed.handle({ headers: {}, body: new TextEncoder().encode(String(number)) });
  const answers = [ask(1), ask(2), ask(3)];
  // Whatever goes on without the first one has gone on now.
  await new Promise((resolve) => setImmediate(resolve));
  lookedUp.resolve(undefined);
  await Promise.all(answers);
  await settled(3);
  expect(service.texts('C1').map((text) => text.slice(-1))).toEqual(['1', '2', '3']);
  await feed.stop();
});

it.each([
  ['rate-limited', 200],
  ['unavailable', 503],
] as const)('answers a request by whether something may have been missed: %s', async (kind, status) => {
  const service = new MemoryService();
  const { relay } = await startRelay(path.join(tempDir(), 'parley.db'), service);
  const account = service.account('site');
  let polls = 0;
  const connection: Connection = {
    ...account.connection,
    poll: (cursor) => {
      polls += 1;
      if (polls === 1) return Promise.resolve({ events: [], cursor: cursor ?? '0', more: false });
      const why = { tried: 'list the chats', cameBack: 'HTTP 429', advice: 'Wait.', retryAfterMs: 60_000 };
      return Promise.reject(new ServiceError({ kind, ...why }));
    },
  };
  const feed = new WebhookFeed({
    account: { config: { ...account.config, pollEveryMs: 1 }, connection },
    conversations: ['1'],
    intake: relay,
    log: silent,
    webhook,
  });
  await feed.start();
  await expect.poll(() => feed.status().state).toBe('failing');
  const ask = (number: string) => feed.handle({ headers: {}, body: new TextEncoder().encode(number) });
  expect((await ask('1')).status).toBe(status);
  expect(feed.status().error).toContain('HTTP 429');
  await feed.stop();
});
