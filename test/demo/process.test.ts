import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { textImports } from '../../scripts/text-imports.mjs';
import type { DemoState } from '../../bridges/sandbox/demo/contract.ts';

/** Where the daemon's own folder is, so that the program finds the versions of libraries that it was made for. */
const PROGRAM = path.resolve('bridges/node_modules/.cache/demo-process/parley.js');

let temporary: string;
let demo: ChildProcess;
let url: string;

beforeAll(async () => {
  await build({
    entryPoints: ['bridges/cli/main.ts'],
    outfile: PROGRAM,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    plugins: [textImports],
    logLevel: 'error',
  });
  temporary = await mkdtemp(path.join(tmpdir(), 'parley-test-'));
  demo = spawn(process.execPath, [PROGRAM, 'demo', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TMPDIR: temporary },
  });
  if (!demo.stdout) throw new Error('the demo says nothing');
  for await (const line of createInterface(demo.stdout)) {
    url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0] ?? '';
    break;
  }
});

afterAll(async () => {
  if (demo.exitCode === null && demo.signalCode === null) {
    const gone = once(demo, 'exit');
    demo.kill('SIGKILL');
    await gone;
  }
  await rm(temporary, { recursive: true, force: true });
});

async function state(): Promise<DemoState> {
  const answer: DemoState = await (await fetch(`${url}/api/state`)).json();
  return answer;
}

async function post(what: string, body: object): Promise<void> {
  const response = await fetch(`${url}/api/${what}`, {
    method: 'POST',
    headers: { origin: url, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.status, await response.text()).toBe(200);
}

test('a daemon that is killed while people talk comes back, and everything arrives once', async () => {
  const columns = (await state()).rooms[0]?.columns ?? [];
  const everybodySays = async (text: string) => {
    for (const { account, conversation, people } of columns) {
      await post('say', { account, conversation, as: people[0]?.id, text: `${text} on ${account}.` });
    }
  };
  await everybodySays('Before');
  await post('kill', {});
  await everybodySays('Meanwhile');
  const found = async () => {
    const shown =
      (await state()).rooms[0]?.columns.map(({ messages }) => messages.map((message) => message.shown)) ?? [];
    const texts = columns.flatMap(({ account }) => [`Before on ${account}.`, `Meanwhile on ${account}.`]);
    return shown.map((messages) =>
      texts.map((text) => messages.filter((message) => message.endsWith(text)).length),
    );
  };
  const eachOnce = columns.map(() => columns.flatMap(() => [1, 1]));
  await expect.poll(found, { timeout: 20_000 }).toEqual(eachOnce);
  await expect.poll(async () => (await state()).deliveries.every((it) => it.state === 'done')).toBe(true);
  expect(await found()).toEqual(eachOnce);
});

test('a signal ends the demo and its daemon, and nothing is left behind', async () => {
  const gone = once(demo, 'exit');
  demo.kill('SIGTERM');
  expect(await gone).toEqual([0, null]);
  expect(await readdir(temporary)).toEqual([]);
  await expect(fetch(url)).rejects.toThrow();
});
