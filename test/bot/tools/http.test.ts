import { createServer } from 'node:http';
import { expect, it } from 'vitest';
import type { McpServer } from '../../../bridges/config/index.ts';
import { bench } from './kit.ts';
import { httpPeer, listen } from './peers/http-server.ts';
import type { PeerTool } from './peers/tools.ts';
import { silence } from './peers/tools.ts';

const tools: PeerTool[] = [
  { name: 'hello', answer: () => 'hello there' },
  { name: 'slow', answer: silence },
  { name: 'flood', answer: () => 'x'.repeat(11 * 1024 * 1024) },
];

const at = (url: string): McpServer => ({
  name: 'web',
  url,
  headers: { authorization: 'Bearer key-of-the-web' },
});

it('calls tools of a server by HTTP, with its headers', async () => {
  const peer = await httpPeer(tools);
  const { names, call } = await bench([at(peer.url)]);
  expect(await names()).toEqual(['web__hello', 'web__slow', 'web__flood']);
  expect(await call('web__hello')).toEqual({ text: 'hello there' });
  expect(peer.requests.filter(({ headers }) => headers.authorization !== 'Bearer key-of-the-web')).toEqual(
    [],
  );
});

it('says goodbye when the bot is stopped', async () => {
  const peer = await httpPeer(tools);
  const { names, toolbox } = await bench([at(peer.url)]);
  await names();
  await toolbox.close();
  expect(peer.requests.at(-1)?.method).toBe('DELETE');
});

it('begins a new session when the server has forgotten the old one', async () => {
  const peer = await httpPeer(tools);
  const { call, logged } = await bench([at(peer.url)]);
  expect(await call('web__hello')).toEqual({ text: 'hello there' });
  peer.forget();
  const [one, two] = await Promise.all([call('web__hello'), call('web__hello')]);
  expect([one, two]).toEqual([{ text: 'hello there' }, { text: 'hello there' }]);
  expect(logged.filter(({ level }) => level === 'warn')).toEqual([]);
});

it('gives up on a call that takes too long, and goes on with the next', async () => {
  const peer = await httpPeer(tools);
  const { started, call } = await bench([at(peer.url)], { timeoutMs: 1000 });
  await started();
  expect(await call('web__slow')).toMatchObject({ failed: true });
  expect(await call('web__hello')).toEqual({ text: 'hello there' });
});

it('survives an answer that is too long to be read at all', async () => {
  const peer = await httpPeer(tools);
  const { started, call } = await bench([at(peer.url)], { timeoutMs: 2000 });
  await started();
  expect(await call('web__flood')).toMatchObject({ failed: true });
  expect(await call('web__hello')).toEqual({ text: 'hello there' });
});

it('calls a server again that was away for a while', async () => {
  const peer = await httpPeer(tools);
  const { call } = await bench([at(peer.url)]);
  expect(await call('web__hello')).toEqual({ text: 'hello there' });
  await peer.away(async () => {
    expect(await call('web__hello')).toMatchObject({ failed: true });
  });
  expect(await call('web__hello')).toEqual({ text: 'hello there' });
});

it('follows a redirect within the server', async () => {
  const peer = await httpPeer(tools);
  const { call } = await bench([at(new URL('/moved', peer.url).href)]);
  expect(await call('web__hello')).toEqual({ text: 'hello there' });
});

it('goes to no other server, and takes its headers to none', async () => {
  const peer = await httpPeer(tools);
  const redirecting = await listen(
    createServer((_, response) => {
      response.writeHead(307, { location: peer.url }).end();
    }),
  );
  const { names, logged } = await bench([at(redirecting)]);
  expect(await names()).toEqual([]);
  expect(peer.requests).toEqual([]);
  const [warning] = logged.filter(({ level }) => level === 'warn');
  expect(warning?.fields.reason).toContain('Redirect to');
});

it('tells the operator what is wrong with an address, and the model only that it is', async () => {
  const refusing = await listen(
    createServer((request, response) => {
      response.writeHead(401).end(`who is ${request.headers.authorization ?? ''}?`);
    }),
  );
  const { call, logged } = await bench([at(refusing)]);
  expect(await call('web__hello')).toEqual({
    text: 'The tool was not called: its server cannot be reached now.',
    failed: true,
  });
  const [warning] = logged.filter(({ level }) => level === 'warn');
  expect(warning?.fields.reason).toBe('Streamable HTTP error: Error POSTing to endpoint: who is [hidden]?');
});
