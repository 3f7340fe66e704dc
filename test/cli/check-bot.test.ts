import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { stringify } from 'yaml';
import type { BotReport, CheckReport } from '../../bridges/cli/check-report.ts';
import { startBuddyPress } from '../../bridges/sandbox/buddypress/index.ts';
import type { ModelEmulator } from '../../bridges/sandbox/model/index.ts';
import { startModelApi } from '../../bridges/sandbox/model/index.ts';
import { program } from '../bot/tools/kit.ts';
import { freePort } from '../support/free-port.ts';
import { tempDir } from '../support/temp.ts';
import { parley } from './kit.ts';

type Settings = Record<string, unknown>;

async function modelApi(): Promise<ModelEmulator> {
  const api = await startModelApi();
  onTestFinished(() => api.close());
  return api;
}

/** A service that speaks HTTP, and nothing that a model API would say. */
async function service(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${String(typeof address === 'object' ? address?.port : '')}/v1`;
}

/** A tool server as it stands in a file, under its name. */
function deskProgram(): Settings {
  const { server } = program('desk');
  return 'command' in server ? { command: server.command, args: server.args } : {};
}

/** A file with one bot, in a conversation that is there. */
async function configure(bot: Settings): Promise<string> {
  const site = await startBuddyPress({ version: 'v2' });
  onTestFinished(() => site.close());
  const file = path.join(tempDir(), 'parley.yaml');
  const place = `site:${site.conversations()[0]?.id ?? ''}`;
  const accounts = { site: { platform: 'buddypress', ...site.accountSettings() } };
  writeFileSync(file, stringify({ accounts, bots: { helper: { in: [place], ...bot } } }));
  return file;
}

async function report(bot: Settings): Promise<{ code: number; bot: BotReport; all: CheckReport }> {
  const { code, out, err } = await parley(['check', '--json', '-c', await configure(bot)]);
  expect(err).toBe('');
  const all = JSON.parse(out) as CheckReport;
  const [first] = all.bots;
  if (!first) throw new Error('There is no report of a bot.');
  return { code, bot: first, all };
}

describe('parley check, of a bot', () => {
  it('finds nothing wrong with one that can run, and names its model, places and tools', async () => {
    const api = await modelApi();
    const written = deskProgram();
    const config = await configure({
      model: api.modelSettings(),
      tools: { servers: { desk: written }, allow: ['desk.*'] },
    });
    const { code, out } = await parley(['check', '-c', config]);
    expect(out).toContain(`ok       helper (bot): scripted, scripted-small at ${api.url}, 1 place`);
    expect(out).toMatch(/^ {9}Tools of desk: .*\badd\b/m);
    expect(out).toMatch(/All is well: "parley run" can start\.$/);
    expect(code).toBe(0);
    // To ask a model would cost something.
    expect(api.requests().map(({ method }) => method)).not.toContain('POST');
  });

  it('looks at the conversations it listens in, and at the place where people are told', async () => {
    const api = await modelApi();
    const { code, all } = await report({ model: api.modelSettings(), handover: { to: 'site:999999' } });
    expect(code).toBe(1);
    expect(all.accounts[0]?.conversations).toHaveLength(2);
    expect(all.accounts[0]?.findings.map(({ message }) => message)).toEqual([
      expect.stringContaining('999999'),
    ]);
  });

  it('says that a key is not accepted, and does not show it', async () => {
    const api = await modelApi();
    const { code, bot, all } = await report({
      model: { ...api.modelSettings(), key: 'sk-not-the-right-one' },
    });
    expect(code).toBe(1);
    expect(bot.findings).toEqual([
      {
        level: 'problem',
        message: expect.stringContaining('HTTP 401'),
        advice: expect.stringContaining('key'),
      },
    ]);
    expect(JSON.stringify(all)).not.toContain('sk-not-the-right-one');
  });

  it.each([
    ['nobody listens', async () => `http://127.0.0.1:${String(await freePort())}/v1`, /ECONNREFUSED/],
    [
      'a site with pages answers',
      () => service((_, answer) => answer.end('<h1>Welcome</h1>')),
      /not what such a service sends/,
    ],
  ])('says so where %s', async (_, start, expected) => {
    const { code, bot } = await report({ model: { url: await start(), name: 'any' } });
    expect(code).toBe(1);
    expect(bot.findings).toEqual([
      {
        level: 'problem',
        message: expect.stringMatching(expected),
        advice: expect.stringContaining('address'),
      },
    ]);
  });

  it('names each model that the service does not have, with the one that was probably meant', async () => {
    const api = await modelApi();
    const { code, bot } = await report({
      model: { ...api.modelSettings(), name: 'scriptd', fallback: ['scripted', 'quite-another-name'] },
      safety: { moderation: 'omni-moderation-latest' },
      shape: { transcription: 'whisper-0' },
    });
    expect(code).toBe(1);
    expect(bot.findings.map(({ message, advice }) => [message, advice])).toEqual([
      ['The service has no model "scriptd" for this key.', 'Did you mean "scripted"?'],
      [
        'The service has no model "quite-another-name" for this key.',
        expect.stringContaining('list of models'),
      ],
      ['The service has no model "whisper-0" for this key.', 'Did you mean "whisper-1"?'],
    ]);
  });

  it('takes a model for there that is not in the list, but known by its name', async () => {
    const url = await service((request, answer) => {
      answer.setHeader('content-type', 'application/json');
      answer.end(JSON.stringify(request.url === '/v1/models' ? { data: [{ id: 'a' }] } : { id: 'tuned' }));
    });
    const { code, bot } = await report({ model: { url, name: 'tuned' } });
    expect({ code, findings: bot.findings }).toEqual({ code: 0, findings: [] });
  });

  it('only warns where the service does not tell its models', async () => {
    const url = await service((_, answer) => answer.writeHead(404).end());
    const { code, bot } = await report({ model: { url, name: 'any' } });
    expect(code).toBe(0);
    expect(bot.findings).toEqual([
      {
        level: 'warning',
        message: expect.stringContaining('does not tell'),
        advice: expect.stringContaining('/v1'),
      },
    ]);
  });

  it('says why a tool server does not start, and which rules fit no tool', async () => {
    const api = await modelApi();
    const written = deskProgram();
    const { code, bot } = await report({
      model: api.modelSettings(),
      tools: {
        servers: {
          desk: written,
          gone: { command: process.execPath, args: ['-e', 'console.error("no such file"); process.exit(3)'] },
          away: { url: 'http://127.0.0.1:9/mcp', headers: { authorization: 'Bearer hidden-hidden' } },
        },
        allow: ['desk.addd', 'desk.add', 'gone.*', 'away.*'],
      },
    });
    expect(code).toBe(1);
    expect(bot.servers.map(({ name, tools }) => [name, tools.includes('add')])).toEqual([
      ['desk', true],
      ['gone', false],
      ['away', false],
    ]);
    expect(bot.findings).toEqual([
      {
        level: 'problem',
        message: expect.stringMatching(/"gone" .*no such file/),
        advice: expect.any(String),
      },
      { level: 'problem', message: expect.stringContaining('"away" at http'), advice: expect.any(String) },
      {
        level: 'warning',
        message: 'The rule "desk.addd" of tools.allow fits none of the tools of the server "desk".',
        advice: 'Did you mean "desk.add"?',
      },
    ]);
    expect(JSON.stringify(bot)).not.toContain('hidden-hidden');
  });

  it('warns of a knowledge folder that has nothing to look up, or too much in one file', async () => {
    const api = await modelApi();
    const folder = tempDir();
    const empty = await report({ model: api.modelSettings(), memory: { knowledge: folder } });
    expect(empty.code).toBe(0);
    expect(empty.bot.findings).toEqual([
      {
        level: 'warning',
        message: expect.stringContaining('no file'),
        advice: expect.stringContaining('.md'),
      },
    ]);
    mkdirSync(path.join(folder, 'more'));
    writeFileSync(path.join(folder, 'hours.md'), 'From 10 to 4.');
    writeFileSync(path.join(folder, 'more', 'long.txt'), Buffer.alloc(3 * 1024 * 1024, 'a'));
    const full = await report({ model: api.modelSettings(), memory: { knowledge: folder } });
    expect(full.bot.findings.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^more\/long\.txt .* is larger than 2 MiB/),
    ]);
  });
});
