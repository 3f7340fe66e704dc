import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { stringify } from 'yaml';
import { z } from 'zod';
import { openJournal } from '../../bridges/journal/index.ts';
import { startChatApi } from '../../bridges/sandbox/chat-api/index.ts';
import type { Emulator } from '../../bridges/sandbox/kit/index.ts';
import { tempDir } from '../support/temp.ts';
import { ensureBuilt, start } from './process.ts';
import type { Program } from './process.ts';

beforeAll(ensureBuilt, 60_000);

interface Setup {
  readonly emulator: Emulator;
  readonly from: string;
  readonly to: string;
  readonly config: string;
  readonly journal: string;
}

/** A configuration that mirrors two chats of one phone into each other. */
async function setUp(port = 0): Promise<Setup> {
  const emulator = await startChatApi({});
  onTestFinished(() => emulator.close());
  const [from, to] = emulator.conversations().map(({ id }) => id);
  if (from === undefined || to === undefined) throw new Error('The emulator has too few conversations.');
  const directory = tempDir();
  const config = path.join(directory, 'parley.yaml');
  const phone = { platform: 'chat-api', feed: 'poll', pollEvery: '100ms', ...emulator.accountSettings() };
  const routes = { chats: { between: [`phone:${from}`, `phone:${to}`] } };
  writeFileSync(config, stringify({ accounts: { phone }, routes, web: { port }, log: { format: 'json' } }));
  return { emulator, from, to, config, journal: path.join(directory, 'parley.db') };
}

async function untilReady(daemon: Program): Promise<void> {
  await daemon.until(/Status page: /);
  const origin = /Status page: (http:\/\/[\d.:]+)\//.exec(daemon.written())?.[1] ?? '';
  await vi.waitFor(async () => expect((await fetch(`${origin}/readyz`)).status).toBe(200), 10_000);
}

/** Runs the daemon until its feed runs and a message is on its slow way to the other chat. */
async function withMessageInFlight(
  { emulator, from, config, journal }: Setup,
  slowMs: number,
): Promise<Program> {
  const daemon = start(['run', '-c', config]);
  await untilReady(daemon);
  emulator.faults.add({ kind: 'slow', ms: slowMs, match: { method: 'POST', path: 'sendMessage' } });
  const [person] = emulator.people();
  await emulator.say({ conversation: from, as: person?.id ?? '', text: 'on its way' });
  const book = await openJournal(journal);
  try {
    await vi.waitFor(async () => expect((await book.counts()).waiting).toBe(1), 10_000);
  } finally {
    await book.close();
  }
  return daemon;
}

describe('parley run', () => {
  it('says in one line what it mirrors and where its page is, and ends with 0 when told to', async () => {
    const { config, from, to } = await setUp();
    const daemon = start(['run', '-c', config]);
    await daemon.until(/Status page: /);
    expect(daemon.written()).toContain(
      `Parley mirrors chats (phone:${from}, phone:${to}). Status page: http://127.0.0.1:`,
    );
    daemon.signal('SIGINT');
    expect(await daemon.ended).toBe(0);
  });

  it('finishes what is in flight when told to stop', async () => {
    const setup = await setUp();
    const daemon = await withMessageInFlight(setup, 500);
    daemon.signal('SIGTERM');
    expect(await daemon.ended).toBe(0);
    const shown = (await setup.emulator.read(setup.to)).map((message) => message.shown);
    expect(shown.filter((text) => text.includes('on its way'))).toHaveLength(1);
    const book = await openJournal(setup.journal);
    onTestFinished(() => book.close());
    expect(await book.counts()).toMatchObject({ waiting: 0, done: 1 });
  });

  it('stops at once at a second signal', async () => {
    const daemon = await withMessageInFlight(await setUp(), 20_000);
    daemon.signal('SIGTERM');
    await daemon.until(/a second signal stops at once/);
    daemon.signal('SIGTERM');
    expect(await daemon.ended).toBe(143);
  });

  it('says which port is taken, and ends with 1', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => {
      other.close();
    });
    await vi.waitFor(() => expect(other.listening).toBe(true));
    const { port } = other.address() as AddressInfo;
    const { config } = await setUp(port);
    const daemon = start(['run', '-c', config]);
    expect(await daemon.ended).toBe(1);
    expect(daemon.written()).toContain(
      `Could not listen on 127.0.0.1:${String(port)}: another program does.`,
    );
  });

  it('never runs twice on one journal', async () => {
    const { config } = await setUp();
    const daemon = start(['run', '-c', config]);
    await daemon.until(/Status page: /);
    const second = start(['run', '-c', config]);
    expect(await second.ended).toBe(1);
    expect(second.written()).toContain('Another Parley is running on the journal');
  });

  it('logs warnings about the configuration without the secrets themselves', async () => {
    const { config, emulator } = await setUp();
    const daemon = start(['run', '-c', config]);
    await daemon.until(/Status page: /);
    expect(daemon.written()).toContain('The secret accounts.phone.token is written into the file');
    daemon.signal('SIGTERM');
    await daemon.ended;
    expect(daemon.written()).not.toContain(String(emulator.accountSettings()['token']));
  });
});

const printed = z.object({
  config: z.string(),
  services: z.array(
    z.object({
      name: z.string(),
      control: z.string(),
      conversations: z.array(z.object({ id: z.string() })),
      people: z.array(z.object({ id: z.string() })),
    }),
  ),
});

describe('parley sandbox', () => {
  it('prints a configuration that checks well and mirrors, and ends with 0 when told to', async () => {
    const sandbox = start(['sandbox', '--only', 'buddypress,slack', '--port-base', '0', '--json']);
    await sandbox.until(/until Ctrl\+C/);
    const { config, services } = printed.parse(
      JSON.parse(sandbox.written().split('The sandbox runs')[0] ?? ''),
    );
    const file = path.join(tempDir(), 'parley.yaml');
    writeFileSync(file, `${config}\nweb: { port: 0 }\n`);
    const check = start(['check', '-c', file]);
    expect(await check.ended, check.written()).toBe(0);

    const daemon = start(['run', '-c', file]);
    await untilReady(daemon);
    const [there, here] = services;
    const body = {
      conversation: here?.conversations[0]?.id,
      as: here?.people[0]?.id,
      text: 'to the other side',
    };
    await fetch(`${String(here?.control)}/say`, { method: 'POST', body: JSON.stringify(body) });
    const copies = `${String(there?.control)}/messages?conversation=${String(there?.conversations[0]?.id)}`;
    await vi.waitFor(
      async () => expect(await (await fetch(copies)).text()).toContain('to the other side'),
      15_000,
    );
    daemon.signal('SIGTERM');
    expect(await daemon.ended).toBe(0);
    sandbox.signal('SIGTERM');
    expect(await sandbox.ended).toBe(0);
  });

  it('prints a configuration with a bot that checks well and answers', async () => {
    const sandbox = start(['sandbox', '--only', 'slack,model', '--port-base', '0', '--json']);
    await sandbox.until(/until Ctrl\+C/);
    const { config, services } = printed.parse(
      JSON.parse(sandbox.written().split('The sandbox runs')[0] ?? ''),
    );
    const file = path.join(tempDir(), 'parley.yaml');
    writeFileSync(file, `${config}\nweb: { port: 0 }\n`);
    const check = start(['check', '-c', file]);
    expect(await check.ended, check.written()).toBe(0);

    const daemon = start(['run', '-c', file]);
    await untilReady(daemon);
    const [service] = services;
    if (!service) throw new Error('The sandbox has no service.');
    const { control, conversations, people } = service;
    const conversation = conversations[0]?.id ?? '';
    const body = { conversation, as: people[0]?.id, text: 'Helper, who are you?' };
    await fetch(`${control}/say`, { method: 'POST', body: JSON.stringify(body) });
    await vi.waitFor(
      async () =>
        expect(await (await fetch(`${control}/messages?conversation=${conversation}`)).text()).toContain(
          'I am a script of the sandbox, not a model',
        ),
      15_000,
    );
    daemon.signal('SIGTERM');
    expect(await daemon.ended).toBe(0);
    sandbox.signal('SIGTERM');
    expect(await sandbox.ended).toBe(0);
  });

  it('has the model API alone, and shows how to use its control door', async () => {
    const sandbox = start(['sandbox', '--only', 'model', '--port-base', '0']);
    await sandbox.until(/until Ctrl\+C/);
    expect(sandbox.written()).toMatch(/^model {2}http:\S+$/m);
    expect(sandbox.written()).toMatch(/^model:\n {2}url: http:\S+\/v1\n {2}key: /m);
    const script = /^curl -s (http:\S+\/_control\/script) -d '(.*)'$/m.exec(sandbox.written());
    const answer = await fetch(script?.[1] ?? '', { method: 'POST', body: script?.[2] ?? '' });
    expect(answer.status).toBe(200);
    sandbox.signal('SIGTERM');
    expect(await sandbox.ended).toBe(0);
  });

  it('shows addresses, people and how to use the control door', async () => {
    const sandbox = start(['sandbox', '--only', 'chat-api', '--port-base', '0']);
    await sandbox.until(/until Ctrl\+C/);
    const say = /^curl -s (http:\S+\/_control\/say) -d '(.*)'$/m.exec(sandbox.written());
    const answer = await fetch(say?.[1] ?? '', { method: 'POST', body: say?.[2] ?? '' });
    expect(await answer.json()).toHaveProperty('id');
    sandbox.signal('SIGTERM');
    expect(await sandbox.ended).toBe(0);
  });
});
