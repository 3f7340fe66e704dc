import { afterEach, describe, expect, it } from 'vitest';
import type { Stage } from './kit.ts';
import { openServer, partOf } from './kit.ts';

describe("Discord's limits", () => {
  let stage: Stage;
  afterEach(() => stage.close());

  it('are kept to before Discord has to refuse anything', async () => {
    stage = await openServer({ limits: 'real' });
    const connection = stage.connect({ webhooks: 'off' });
    await connection.whoAmI();
    for (const text of ['one', 'two', 'three', 'four', 'five']) {
      await connection.send(stage.general, partOf(connection, text));
    }
    const calls = stage.calls.length;
    const sixth: unknown = await connection
      .send(stage.general, partOf(connection, 'six'))
      .catch((error: unknown) => error);
    expect(sixth).toMatchObject({ kind: 'rate-limited', outcome: 'not-done' });
    expect(sixth).toHaveProperty('retryAfterMs', expect.any(Number));
    expect(stage.calls).toHaveLength(calls);
  });

  it('of one channel hold up no other one', async () => {
    stage = await openServer();
    const connection = stage.connect({ webhooks: 'off' });
    await connection.whoAmI();
    stage.server.admin.throttle({ scope: 'user', retryAfterMs: 4_500, path: '/messages' });
    await expect(connection.send(stage.general, partOf(connection, 'one'))).rejects.toMatchObject({
      kind: 'rate-limited',
      retryAfterMs: 4_500,
      outcome: 'not-done',
    });
    const calls = stage.calls.length;
    await expect(connection.send(stage.general, partOf(connection, 'two'))).rejects.toMatchObject({
      kind: 'rate-limited',
    });
    expect(stage.calls).toHaveLength(calls);
    expect((await connection.send(stage.support, partOf(connection, 'three'))).id).toBeDefined();
  });

  it('of the whole bot hold up everything', async () => {
    stage = await openServer();
    const connection = stage.connect({ webhooks: 'off' });
    await connection.whoAmI();
    stage.server.admin.throttle({ scope: 'global', retryAfterMs: 60_000, path: '/messages' });
    await expect(connection.send(stage.general, partOf(connection, 'one'))).rejects.toMatchObject({
      retryAfterMs: 60_000,
    });
    const calls = stage.calls.length;
    await expect(connection.listMessages(stage.support)).rejects.toMatchObject({ kind: 'rate-limited' });
    expect(stage.calls).toHaveLength(calls);
  });

  it('that its edge sets, with a page and no word of the API, hold up everything', async () => {
    stage = await openServer();
    const connection = stage.connect({ webhooks: 'off' });
    await connection.whoAmI();
    stage.server.faults.add({
      kind: 'status',
      status: 429,
      retryAfter: 60,
      body: '<html><title>Error 1015: you are being rate limited</title></html>',
      match: { path: '/messages' },
    });
    await expect(connection.send(stage.general, partOf(connection, 'one'))).rejects.toMatchObject({
      kind: 'rate-limited',
      retryAfterMs: 60_000,
    });
    const calls = stage.calls.length;
    await expect(connection.listMessages(stage.support)).rejects.toMatchObject({ kind: 'rate-limited' });
    expect(stage.calls).toHaveLength(calls);
  });

  it('are forgotten when the clock of this machine is set back', async () => {
    stage = await openServer();
    let shiftMs = 0;
    const host = { ...stage.host, now: () => Date.now() + shiftMs };
    const connection = stage.connect({ webhooks: 'off' }, host);
    await connection.whoAmI();
    for (const scope of ['user', 'global'] as const) {
      stage.server.admin.throttle({ scope, retryAfterMs: 4_000, path: '/messages' });
      await expect(connection.send(stage.general, partOf(connection, scope))).rejects.toMatchObject({
        kind: 'rate-limited',
      });
      shiftMs -= 3_600_000;
      expect((await connection.send(stage.general, partOf(connection, scope))).id).toBeDefined();
    }
  });
});
