import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebhookFeed } from '../../bridges/relay/feeds/webhook.ts';
import type { Stage } from './kit.ts';
import { FAST, MemoryIntake, eventually, openWorkspace, silent } from './kit.ts';

describe('the webhook feed of Slack', () => {
  let stage: Stage;
  let intake: MemoryIntake;
  let feed: WebhookFeed;
  let server: Server;
  let requests: { retry: string | undefined; status: number }[];

  beforeEach(async () => {
    stage = await openWorkspace({ redelivery: FAST });
    intake = new MemoryIntake();
    requests = [];
    const connection = stage.connect();
    await connection.whoAmI();
    if (!connection.webhook) throw new Error('Slack has no webhook');
    feed = new WebhookFeed({
      account: {
        connection,
        config: {
          name: 'here',
          platform: 'slack',
          feed: 'webhook',
          pollEveryMs: 60_000,
          rate: {},
          settings: {},
        },
      },
      webhook: connection.webhook,
      conversations: [stage.conversation],
      intake,
      log: silent,
    });
    server = createServer((incoming, response) => {
      void (async () => {
        const headers = Object.fromEntries(
          Object.entries(incoming.headers).map(([name, value]) => [name, value?.toString()]),
        );
        const answer = await feed
          .handle({ headers, body: await buffer(incoming) })
          .catch(() => ({ status: 500, body: '' }));
        requests.push({ retry: headers['x-slack-retry-num'], status: answer.status });
        response.writeHead(answer.status).end(answer.body);
      })();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await feed.start();
    await eventually(() => feed.status().state === 'running');
    const { port } = server.address() as AddressInfo;
    await stage.workspace.setWebhook?.(`http://127.0.0.1:${String(port)}/`);
    requests.length = 0;
  });
  afterEach(async () => {
    await feed.stop();
    await stage.close();
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  });

  it('answers an event only when it is stored', async () => {
    await stage.say('hello');
    expect(await intake.said(1)).toEqual(['hello']);
    await eventually(() => requests.length === 1);
    expect(requests).toEqual([{ retry: undefined, status: 200 }]);
  });

  it('answers 500 to what could not be stored, so that it comes again', async () => {
    intake.failures = 1;
    await stage.say('please keep me');
    expect(await intake.said(1)).toEqual(['please keep me']);
    await eventually(() => requests.length === 2);
    expect(requests).toEqual([
      { retry: undefined, status: 500 },
      { retry: '1', status: 200 },
    ]);
  });

  it('makes nothing new of an event that comes twice', async () => {
    stage.workspace.faults.add({ kind: 'deliver-twice' });
    await stage.say('only once');
    await eventually(() => requests.length === 2);
    expect(requests.map(({ retry }) => retry ?? '0').sort()).toEqual(['0', '1']);
    expect(intake.texts()).toEqual(['only once']);
  });

  it('puts events that overtake each other back in order', async () => {
    stage.workspace.faults.add({ kind: 'deliver-out-of-order' });
    for (const text of ['one', 'two', 'three']) await stage.say(text);
    expect(await intake.said(3)).toEqual(['one', 'two', 'three']);
  });
});
