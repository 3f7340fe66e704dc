import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { PATIENCE, setQuickStage } from './kinds.ts';

const STARTED = 'http.server.request.start';

/** Paths of all requests that reach the servers of this process from now on. */
function watchRequests(): string[] {
  const paths: string[] = [];
  const note = (message: unknown): void => {
    const { request } = message as { request: IncomingMessage };
    paths.push(new URL(request.url ?? '/', 'http://localhost').pathname);
  };
  subscribe(STARTED, note);
  onTestFinished(() => {
    unsubscribe(STARTED, note);
  });
  return paths;
}

it('looks a conversation up once, not for every answer', { timeout: PATIENCE }, async () => {
  const stage = await setQuickStage({ services: ['slack'] });
  const paths = watchRequests();
  for (let count = 1; count <= 3; count += 1) {
    await stage.say(`Question ${String(count)}`);
    await stage.own(count);
    await stage.ended(count);
    await stage.delivered();
  }
  expect(paths.filter((path) => path.endsWith('/conversations.list'))).toHaveLength(1);
  expect(stage.asked()).toBe(3);
});
