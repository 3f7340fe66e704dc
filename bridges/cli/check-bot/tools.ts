import type { Log } from '../../../src/host/index.ts';
import type { Finding } from '../../../src/platforms/index.ts';
import { openLink } from '../../bot/tools/mcp/link.ts';
import { listTools } from '../../bot/tools/mcp/list.ts';
import { errorText } from '../../bot/tools/text.ts';
import { underLimit } from '../../bot/tools/time-limit.ts';
import type { BotConfig, McpServer } from '../../config/index.ts';
import { nearest } from '../../config/suggest.ts';
import type { BotReport } from '../check-report.ts';

/** Programs that are fetched at their first start take their time. */
const START_MS = 60_000;
/** Tools that are named where a rule fits none. */
const SHOWN = 30;

interface Options {
  readonly secrets: readonly string[];
  readonly log: Log;
}

interface Looked {
  /** Absent when the server could not be asked. */
  readonly tools?: readonly string[];
  readonly finding?: Finding;
}

/** Starts each server of tools, lists what it has and ends it again. Calls none of them. */
export async function checkTools(
  { tools: { servers, allow } }: BotConfig,
  options: Options,
): Promise<{ servers: BotReport['servers']; findings: Finding[] }> {
  const looked = await Promise.all(
    servers.map(async (server) => ({ name: server.name, ...(await look(server, options)) })),
  );
  const findings = looked.flatMap(({ finding }) => finding ?? []);
  for (const { tool: rule } of allow) {
    const found = looked.find(({ name }) => rule.startsWith(`${name}.`));
    if (!found?.tools) continue;
    const wanted = rule.slice(found.name.length + 1);
    if (wanted === '*' ? found.tools.length > 0 : found.tools.includes(wanted)) continue;
    findings.push(matchesNothing(rule, found.name, found.tools));
  }
  return { servers: looked.map(({ name, tools = [] }) => ({ name, tools })), findings };
}

async function look(server: McpServer, { secrets, log }: Options): Promise<Looked> {
  const life = new AbortController();
  const options = {
    ...{ server, startMs: START_MS, callMs: START_MS, secrets, log },
    onClosed: () => undefined,
    onToolsChanged: () => undefined,
  };
  try {
    const link = await underLimit(START_MS, life.signal, (signal) => openLink(options, signal));
    try {
      const list = { log, secrets, limitMs: START_MS, signal: life.signal };
      return {
        tools: [...(await listTools(link.client, server.name, list)).values()].map(({ tool }) => tool),
      };
    } finally {
      await link.close();
    }
  } catch (error) {
    const what = 'url' in server ? `at ${server.url}` : `(${server.command})`;
    const advice =
      'url' in server
        ? 'Check the address and the headers, and that the server runs.'
        : 'Run the command by hand: it has to be there, to start without questions, and to stay.';
    const message = `The tool server "${server.name}" ${what} could not be asked for its tools: ${errorText(error)}.`;
    return { finding: { level: 'problem', message, advice } };
  }
}

function matchesNothing(rule: string, server: string, tools: readonly string[]): Finding {
  const names = tools.map((tool) => `${server}.${tool}`);
  const guess = nearest(rule, names);
  const has = names.length === 0 ? 'It has none.' : `It has: ${names.slice(0, SHOWN).join(', ')}.`;
  return {
    level: 'warning',
    message: `The rule "${rule}" of tools.allow fits none of the tools of the server "${server}".`,
    advice: guess === undefined ? has : `Did you mean "${guess}"?`,
  };
}
