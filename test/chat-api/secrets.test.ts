import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../../bridges/sandbox/kit/index.ts';
import type { ChatApiConnection } from '../../src/platforms/chat-api/index.ts';
import { chatApi } from '../../src/platforms/chat-api/index.ts';
import { textTree } from '../../src/text/index.ts';
import { failure, partOf, poll, scene } from './fixture.ts';

/** Has characters that an address spells differently. */
const TOKEN = 'wröng/tok+en=1';
const ECHOES = [TOKEN, encodeURIComponent(TOKEN), `/sendMessage?token=${encodeURIComponent(TOKEN)}&x=1`];

const faults: Fault[] = [
  ...[400, 401, 403, 404, 408, 429, 500, 503].flatMap((status) =>
    ECHOES.map((echo): Fault => ({ kind: 'status', status, body: `{"error":"Cannot read ${echo}"}` })),
  ),
  ...ECHOES.flatMap((echo): Fault[] => [
    { kind: 'status', status: 200, body: `<html><title>${echo}</title>${echo}</html>` },
    { kind: 'status', status: 200, body: JSON.stringify({ sent: false, message: `no ${echo}` }) },
    { kind: 'status', status: 200, body: JSON.stringify({ error: { message: echo } }) },
    {
      kind: 'status',
      status: 200,
      body: JSON.stringify({ messages: echo, dialogs: echo, webhookUrl: [echo] }),
    },
    // The token begins before the cut and ends after it.
    { kind: 'status', status: 502, body: `${'x'.repeat(195)}${echo}` },
  ]),
  { kind: 'drop' },
  { kind: 'lost-answer' },
];

const calls: readonly ((connection: ChatApiConnection) => Promise<unknown>)[] = [
  (connection) => connection.send('17472822486@c.us', partOf(connection, 'x')),
  (connection) => poll(connection),
  (connection) => connection.listConversations(),
  (connection) => connection.webhook?.registered?.() ?? Promise.resolve(),
  (connection) => connection.client.qrCode(),
];

describe('the token', () => {
  it('stands in no error, whatever goes wrong and whatever the service says', async () => {
    const here = await scene();
    const connection = here.connect({ token: TOKEN });
    let seen = 0;
    for (const fault of faults) {
      for (const call of calls) {
        here.emulator.faults.clear();
        here.emulator.faults.add(fault);
        const error = await call(connection).then(
          () => undefined,
          (thrown: unknown) => thrown,
        );
        if (error === undefined) continue;
        seen += 1;
        const shown = inspect(error, { depth: 10, showHidden: true });
        for (const secret of [TOKEN, encodeURIComponent(TOKEN), 'wröng']) expect(shown).not.toContain(secret);
      }
    }
    expect(seen).toBeGreaterThan(150);
    expect(here.logged.join()).not.toContain('wröng');
  });

  it('stands in no finding and no error of a service that is not there', async () => {
    const here = await scene();
    const connection = here.connect({ token: TOKEN, url: 'http://127.0.0.1:9/instance1' });
    const error = await failure(connection.send('17472822486@c.us', partOf(connection, 'x')));
    expect([error.kind, error.outcome]).toEqual(['unavailable', 'not-done']);
    const shown = inspect([error, await connection.check([])], { depth: 10 });
    expect(shown).not.toContain('wröng');
  });

  it('goes with every call, and to no other place', async () => {
    const here = await scene();
    const { id } = here.emulator.receive({
      conversation: here.group,
      as: here.person,
      type: 'image',
      file: { name: 'a.png', mimeType: 'image/png', bytes: Uint8Array.of(1) },
    });
    const message = (await here.connection.listMessages(here.group)).find((one) => one.id === id);
    const [attachment] = message?.attachments ?? [];
    if (attachment) await here.connection.download?.(attachment);
    const [secret = ''] = here.connection.secrets;
    const withToken = here.requests.map(({ url }) => url.includes(secret));
    expect(withToken).toEqual([true, false]);
  });

  it('is refused in the address, where it would be shown', () => {
    const parsed = chatApi.settings.safeParse({
      url: 'https://api.chat-api.com/instance1?token=abcdef',
      token: 'abcdef',
    });
    expect(parsed.error?.issues[0]?.message).toContain('the token has a field of its own');
  });

  it('hides itself in the words of a refusal that repeats what was sent', async () => {
    const here = await scene();
    const [secret = ''] = here.connection.secrets;
    here.emulator.faults.add({
      kind: 'status',
      status: 200,
      body: JSON.stringify({ sent: false, message: `bad ${secret}` }),
    });
    const [part] = here.connection.compose({ text: textTree('x'), key: 'k' });
    const error = await failure(here.connection.send(here.group, part ?? { key: 'k#0', text: 'x' }));
    expect(error.cameBack).toBe('HTTP 200 "bad [hidden]"');
  });
});
