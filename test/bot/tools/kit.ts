import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { handOver } from '../../../bridges/bot/commands/index.ts';
import type { ToolResult, ToolSpec, Turn } from '../../../bridges/bot/contract.ts';
import type { Deed, Surroundings, Toolbox } from '../../../bridges/bot/parts.ts';
import { createToolbox } from '../../../bridges/bot/tools/index.ts';
import type { McpServer, ToolRule, ToolsConfig } from '../../../bridges/config/index.ts';
import type { Journal, Place } from '../../../bridges/journal/index.ts';
import type { Log } from '../../../src/host/index.ts';
import { created } from '../../support/events.ts';
import { tempDir } from '../../support/temp.ts';
import { surround } from '../commands/kit.ts';
import { PEOPLE, botOf } from '../manners/kit.ts';

const PROGRAM = fileURLToPath(new URL('peers/stdio-server.ts', import.meta.url));

/** In `site`, Ann is the Ann Lee of the configuration. */
export const ann = { id: '7', name: 'Ann' };
export const bob = { id: '8', name: 'Ann Lee' };
export const here: Place = { account: 'site', conversation: '1' };
export const elsewhere: Place = { account: 'site', conversation: '2' };

export interface Program {
  readonly server: McpServer;
  /** What it noted: its starts, its calls, its end. */
  notes(): string[];
}

/** A tool server that is a program. */
export function program(name: string, set = 'few', env: Readonly<Record<string, string>> = {}): Program {
  const file = path.join(tempDir(), 'notes');
  return {
    server: {
      name,
      command: process.execPath,
      args: ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', PROGRAM, set, file],
      env,
    },
    notes() {
      try {
        return readFileSync(file, 'utf8').trim().split('\n');
      } catch {
        return [];
      }
    },
  };
}

export interface Logged {
  readonly level: string;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface Bench {
  readonly toolbox: Toolbox;
  readonly logged: readonly Logged[];
  readonly surroundings: Surroundings & { journal: Journal };
  /** Resolves when tools of a server are shown, for some start slower than a call may take. */
  started(): Promise<void>;
  /** Names of the tools that are shown. */
  names(place?: Place, people?: readonly { id: string; name: string }[]): Promise<string[]>;
  spec(name: string): Promise<ToolSpec>;
  /** A call of the model in a turn of these people. */
  call(
    name: string,
    args?: unknown,
    options?: {
      readonly by?: readonly { id: string; name: string }[];
      readonly in?: Place;
      readonly signal?: AbortSignal;
    },
  ): Promise<ToolResult & { readonly deed?: Deed }>;
}

/** A toolbox with real servers and a journal on disk; of the tools of the servers, everything is allowed by default. */
export async function bench(
  servers: readonly McpServer[],
  more: Partial<ToolsConfig> & {
    readonly secrets?: readonly string[];
    readonly handover?: { readonly byModel: boolean };
  } = {},
): Promise<Bench> {
  const { secrets = [], handover, ...tools } = more;
  const plain = botOf();
  const allow: ToolRule[] = servers.map(({ name }) => ({ tool: `${name}.*`, in: [], people: [] }));
  const bot = {
    ...plain,
    handover: { ...plain.handover, ...handover },
    tools: { ...plain.tools, builtIn: [], servers, allow, timeoutMs: 20_000, ...tools },
  };
  const logged: Logged[] = [];
  const to = (level: string) => (fields: object, message: string) => {
    logged.push({ level, message, fields: { ...fields } });
  };
  const log: Log = { debug: to('debug'), info: to('info'), warn: to('warn'), error: to('error') };
  const toolbox = createToolbox({ bot, people: PEOPLE, handOver, secrets, log });
  onTestFinished(() => toolbox.close());
  const surroundings = await surround(bot);
  let calls = 0;
  return {
    toolbox,
    logged,
    surroundings,
    async started() {
      while ((await toolbox.specs(here, [ann])).length === 0);
    },
    async names(place = here, people = [ann]) {
      return (await toolbox.specs(place, people)).map(({ name }) => name);
    },
    async spec(name) {
      const spec = (await toolbox.specs(here, [ann])).find((one) => one.name === name);
      if (!spec) throw new Error(`There is no tool ${name}.`);
      return spec;
    },
    call(name, args = {}, { by = [ann], in: place = here, signal = new AbortController().signal } = {}) {
      const written = typeof args === 'string' ? args : JSON.stringify(args);
      const call = { id: `call_${String(++calls)}`, name, arguments: written };
      return toolbox.call(call, turnOf(place, by), { ...surroundings, place }, signal);
    },
  };
}

function turnOf(place: Place, by: readonly { id: string; name: string }[]): Turn {
  const heard = by.map((author, i) => ({
    id: i,
    bot: 'helper',
    place,
    message: created(`asked-${String(i)}`, 'a question', { author: { ...author, kind: 'person' } }).message,
    receivedAt: 0,
  }));
  return {
    id: 1,
    bot: 'helper',
    place,
    heard,
    state: 'open',
    steps: [],
    said: 0,
    began: false,
    startedAt: 0,
  };
}

/** Keeps what people said in the journal, so that it can be found. */
export async function said(
  journal: Journal,
  ...messages: readonly Parameters<typeof created>[]
): Promise<void> {
  for (const message of messages) {
    const event = created(...message);
    await journal.accept('site', [{ event, to: [], bots: ['helper'] }], undefined);
  }
}
