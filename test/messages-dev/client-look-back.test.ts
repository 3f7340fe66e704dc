import { describe, expect, it } from 'vitest';
import { failure, partOf, pathsOf, scene } from './client-fixture.ts';

const never = { isKnown: () => false };

describe('a send of which nothing is known but that it was tried', () => {
  it('is not absent while the line works nothing off, however long ago its delivery came in', async () => {
    const { connection, emulator, direct, host, connect } = await scene();
    const look = { since: host.now() - 3_600_000, ...never };
    const part = partOf(connection, 'hello');
    emulator.holdOutbox(true);
    emulator.faults.add({ kind: 'lost-answer', match: { method: 'POST', path: '/messages' } });
    await failure(connection.send(direct, part));
    const error = await failure(connect().findSent(direct, part, look));
    expect([error.kind, error.outcome]).toEqual(['unavailable', 'unknown']);
    emulator.holdOutbox(false);
    const found = await connect().findSent(direct, part, look);
    expect((await emulator.read(direct)).map(({ id }) => id)).toEqual([found?.id]);
  });

  it('is absent once the line has worked off what came after it', async () => {
    const { connection, emulator, direct, host, requests } = await scene();
    const part = partOf(connection, 'hello');
    emulator.faults.add({ kind: 'drop', match: { method: 'POST', path: '/messages' } });
    await failure(connection.send(direct, part));
    requests.length = 0;
    expect(await connection.findSent(direct, part, { since: host.now(), ...never })).toBeUndefined();
    expect(pathsOf(requests)).toContain('POST /typing');
    expect(emulator.typing?.()).toEqual([]);
  });

  it('is looked for by a key that may not show typing, too', async () => {
    const { connection, emulator, direct, host } = await scene();
    const key = String(emulator.accountSettings()['apiKey']);
    emulator.setKey({ key, scopes: ['messages:read', 'messages:write', 'outbox:read'] });
    const part = partOf(connection, 'hello');
    const look = { since: host.now(), ...never };
    expect(await connection.findSent(direct, part, look)).toBeUndefined();
    emulator.faults.add({ kind: 'lost-answer', match: { method: 'POST', path: '/messages' } });
    await failure(connection.send(direct, part));
    const found = await connection.findSent(direct, part, look);
    expect((await emulator.read(direct)).map(({ id }) => id)).toEqual([found?.id]);
  });
});

describe('a send that waits in the outbox', () => {
  it('is known by its item however many wait with it, also after a restart', async () => {
    const { connection, emulator, direct, host, connect } = await scene();
    const look = { since: host.now(), ...never };
    emulator.holdOutbox(true);
    const parts = Array.from({ length: 40 }, (_, index) =>
      partOf(connection, 'the same', { key: `k${String(index)}` }),
    );
    for (const part of parts) await failure(connection.send(direct, part));
    const restarted = connect();
    emulator.holdOutbox(false);
    const found: (string | undefined)[] = [];
    for (const part of parts) found.push((await restarted.findSent(direct, part, look))?.id);
    expect(found).toEqual((await emulator.read(direct)).map(({ id }) => id));
  });

  it('gets the id of its message also when the line sent it long ago', async () => {
    const { connection, emulator, direct, person, host, connect } = await scene();
    const look = { since: host.now(), ...never };
    emulator.holdOutbox(true);
    const part = partOf(connection, 'hello');
    await failure(connection.send(direct, part));
    emulator.holdOutbox(false);
    await connection.findSent(direct, part, look);
    for (let count = 0; count < 120; count += 1)
      await emulator.say({ conversation: direct, as: person, text: `message ${String(count)}` });
    emulator.clock.step(3_600_000);
    const found = await connect().findSent(direct, part, look);
    expect((await emulator.read(direct))[0]?.id).toBe(found?.id);
  });

  it('is not asked for again before the service wants to be asked', async () => {
    const { connection, emulator, direct, requests } = await scene();
    const body = JSON.stringify({
      error: { type: 'rate_limit_error', code: 'rate_limit_exceeded', message: 'Too many.' },
    });
    const fault = { kind: 'status', status: 429, retryAfter: 1800, body, times: 50 } as const;
    emulator.faults.add({ ...fault, match: { path: '/outbox' } });
    const error = await failure(connection.send(direct, partOf(connection, 'hello')));
    expect([error.kind, error.outcome, error.retryAfterMs]).toEqual(['rate-limited', 'unknown', 1_800_000]);
    expect(pathsOf(requests).filter((path) => path === 'GET /outbox')).toHaveLength(1);
  });

  it('is followed although the outbox does not show it at first', async () => {
    const { connection, emulator, direct } = await scene();
    const body = JSON.stringify({
      error: { type: 'not_found_error', code: 'outbox_item_not_found', message: 'No such outbox item.' },
    });
    emulator.faults.add({ kind: 'status', status: 404, body, match: { path: '/outbox' } });
    const { id } = await connection.send(direct, partOf(connection, 'hello'));
    expect((await emulator.read(direct)).map((message) => message.id)).toEqual([id]);
  });
});

describe('a file whose answer was lost', () => {
  it.each([
    ['2024/05.png', undefined],
    ['picture.heic', 'IMG_0001.jpeg'],
  ])('is found again although its name changed on the way: %s', async (name, shown) => {
    const { connection, emulator, direct, host } = await scene();
    const look = { since: host.now(), ...never };
    const bytes = Uint8Array.from([1, 2, 3]);
    const part = partOf(connection, '', { files: [{ name, mimeType: 'image/png', kind: 'image', bytes }] });
    emulator.faults.add({ kind: 'lost-answer', match: { method: 'POST', path: '/messages' } });
    const beyond = host.request.bind(host);
    host.request = (asked) =>
      beyond(
        shown !== undefined && asked.url.endsWith('/files')
          ? { ...asked, headers: { ...asked.headers, 'x-filename': shown } }
          : asked,
      );
    await failure(connection.send(direct, part));
    const found = await connection.findSent(direct, part, look);
    expect((await emulator.read(direct)).map(({ id }) => id)).toEqual([found?.id]);
  });
});

describe('an answer to a message that is gone', () => {
  it('is sent all the same, once, as a message of its own', async () => {
    const { connection, emulator, direct, requests } = await scene();
    const { id } = await connection.send(direct, partOf(connection, 'and yet', { replyTo: 'msg_gone' }));
    expect((await emulator.read(direct)).map((message) => [message.id, message.replyTo])).toEqual([
      [id, undefined],
    ]);
    expect(pathsOf(requests).filter((path) => path === 'POST /messages')).toHaveLength(2);
  });
});
