import { connect } from 'node:net';
import { EventEmitter, once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { WebhookRefused } from '../../src/host/index.ts';
import type { HookHandler } from '../../bridges/web/index.ts';
import { start } from './fixture.ts';

const PATH = '/hooks/phone/0123456789abcdef';

/** Remembers the bodies that reached the account. */
function recorder(): { bodies: string[]; handler: HookHandler } {
  const bodies: string[] = [];
  return {
    bodies,
    handler: (request) => {
      bodies.push(Buffer.from(request.body).toString('utf8'));
      return Promise.resolve({ status: 200, body: request.headers['x-greeting'] ?? 'ok' });
    },
  };
}

async function metricsOf(url: string): Promise<string> {
  return (await fetch(`${url}/metrics`)).text();
}

describe('webhooks', () => {
  test('reach the account with their exact body and headers, and get its answer', async () => {
    const { bodies, handler } = recorder();
    await using setup = await start({ hooks: { [PATH]: handler } });
    const response = await fetch(setup.server.url + PATH, {
      method: 'POST',
      body: '{"text":"grüße 👋"}',
      headers: { 'X-Greeting': 'hello' },
    });
    expect([response.status, await response.text()]).toEqual([200, 'hello']);
    expect(bodies).toEqual(['{"text":"grüße 👋"}']);
  });

  test('are acknowledged only when the account says that they are stored', async () => {
    const calls = new EventEmitter();
    const handler: HookHandler = async () => {
      const stored = once(calls, 'stored');
      calls.emit('reached');
      await stored;
      return { status: 204 };
    };
    await using setup = await start({ hooks: { [PATH]: handler } });
    const reached = once(calls, 'reached');
    let answered = false;
    const response = fetch(setup.server.url + PATH, { method: 'POST', body: '{}' }).then((it) => {
      answered = true;
      return it;
    });
    await reached;
    await fetch(`${setup.server.url}/healthz`);
    expect(answered).toBe(false);
    calls.emit('stored');
    expect((await response).status).toBe(204);
  });

  test('with a wrong secret, an unknown account or another shape of path are not there, and are counted', async () => {
    const { bodies, handler } = recorder();
    await using setup = await start({ hooks: { [PATH]: handler } });
    const paths = [
      '/hooks/phone/0123456789abcdeX',
      '/hooks/phone/',
      '/hooks/other/0123456789abcdef',
      '/hooks/',
      `${PATH}/more`,
    ];
    for (const path of paths) {
      const response = await fetch(setup.server.url + path, { method: 'POST', body: '{}' });
      expect(response.status, path).toBe(404);
    }
    expect(bodies).toEqual([]);
    expect(await metricsOf(setup.server.url)).toContain('parley_webhook_refused_total{reason="path"} 5');
  });

  test('with a body over the limit are refused with a sentence and a closed connection, announced or not', async () => {
    const { bodies, handler } = recorder();
    await using setup = await start({ hooks: { [PATH]: handler } });
    const announced = await fetch(setup.server.url + PATH, { method: 'POST', body: 'x'.repeat(1001) });
    expect(announced.status).toBe(413);
    expect(announced.headers.get('connection')).toBe('close');
    expect(await announced.text()).toBe('The body is larger than the 1000 bytes allowed.');

    const socket = connect(setup.server.port, '127.0.0.1');
    const received: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => received.push(chunk));
    socket.write(`POST ${PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n`);
    socket.write(`7d0\r\n${'x'.repeat(2000)}\r\n`);
    await once(socket, 'close');
    expect(Buffer.concat(received).toString()).toMatch(/^HTTP\/1\.1 413 /);

    expect(bodies).toEqual([]);
    expect(await metricsOf(setup.server.url)).toContain('parley_webhook_refused_total{reason="too-large"} 2');
  });

  test('that the account refuses get its status and sentence, and are counted by its reason', async () => {
    const handler: HookHandler = () =>
      Promise.reject(new WebhookRefused(401, 'signature', 'The signature is wrong.'));
    await using setup = await start({ hooks: { [PATH]: handler } });
    const response = await fetch(setup.server.url + PATH, { method: 'POST', body: '{}' });
    expect([response.status, await response.text()]).toEqual([401, 'The signature is wrong.']);
    expect(await metricsOf(setup.server.url)).toContain('parley_webhook_refused_total{reason="signature"} 1');
  });

  test('that could not be stored are answered with 500, without the inner reason, so that the service sends again', async () => {
    const handler: HookHandler = () => Promise.reject(new Error('disk full at /var/secret'));
    await using setup = await start({ hooks: { [PATH]: handler } });
    const response = await fetch(setup.server.url + PATH, { method: 'POST', body: '{}' });
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('disk');
  });

  test('are POST requests', async () => {
    const { handler } = recorder();
    await using setup = await start({ hooks: { [PATH]: handler } });
    const response = await fetch(setup.server.url + PATH);
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });

  test('come in without the token of the pages and under any host name', async () => {
    const { bodies, handler } = recorder();
    await using setup = await start({ hooks: { [PATH]: handler }, config: { token: 'a token' } });
    const socket = connect(setup.server.port, '127.0.0.1');
    socket.write(
      `POST ${PATH} HTTP/1.1\r\nHost: hooks.example.org\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}`,
    );
    socket.resume();
    await once(socket, 'close');
    expect(bodies).toEqual(['{}']);
  });
});
