import path from 'node:path';
import { expect, it, describe } from 'vitest';
import { AccountRunner } from '../../bridges/cli/account-runner.ts';
import { WebhookFeed } from '../../bridges/relay/index.ts';
import type { Account } from '../../bridges/relay/index.ts';
import type { Webhook } from '../../src/platforms/index.ts';
import { MemoryService } from '../support/memory-platform.ts';
import { silent, startRelay } from '../support/relay.ts';
import { tempDir } from '../support/temp.ts';

const request = { headers: {}, body: new Uint8Array() };

/** Something that is done when the test says so. */
function pending<T>(): { promise: Promise<T>; resolve(value: T): void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

async function setUp(webhook: Webhook, connection: Partial<Account['connection']> = {}) {
  const service = new MemoryService();
  const { relay } = await startRelay(path.join(tempDir(), 'parley.db'), service);
  const site = service.account('site');
  const account: Account = {
    config: { ...site.config, feed: 'webhook' },
    connection: { ...site.connection, webhook, ...connection },
  };
  return { account, relay };
}

describe('stopping', () => {
  it('leaves no request unanswered that was being prepared', async () => {
    const prepared = pending<undefined>();
    const webhook: Webhook = { prepare: () => prepared.promise, receive: () => ({ events: [], gap: true }) };
    const { account, relay } = await setUp(webhook);
    const feed = new WebhookFeed({ account, conversations: [], intake: relay, log: silent, webhook });
    await feed.start();
    const answer = feed.handle(request);
    await feed.stop();
    prepared.resolve(undefined);
    expect(await answer).toMatchObject({ status: 503 });
  });

  it('leaves no request unanswered when it comes before the account is up', async () => {
    const identity = pending<{ id: string; name: string }>();
    const webhook: Webhook = { receive: () => ({ events: [] }) };
    const { account, relay } = await setUp(webhook, { whoAmI: () => identity.promise });
    const options = { account, relay, log: silent, openSocket: undefined, webhookUrl: undefined };
    const runner = new AccountRunner(options);
    runner.start();
    const stopped = runner.stop();
    identity.resolve({ id: 'self', name: 'parley' });
    await stopped;
    expect(await runner.handle(request)).toMatchObject({ status: 503 });
  });
});
