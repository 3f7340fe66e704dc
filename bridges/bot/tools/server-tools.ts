import type { Log } from '../../../src/host/index.ts';
import type { BotConfig } from '../../config/bot-model.ts';
import type { PersonConfig } from '../../config/model.ts';
import type { ToolCall, ToolResult } from '../contract.ts';
import { readArguments } from './arguments.ts';
import type { ServerTool } from './mcp/list.ts';
import { ToolServer } from './mcp/server.ts';
import { prefixOf } from './names.ts';
import type { Asking, Permissions } from './permission.ts';
import { createPermissions } from './permission.ts';
import { quoted } from './text.ts';

/** The tools of a bot's servers, as far as they may be called. */
export class ServerTools {
  readonly #bot: string;
  readonly #servers: readonly ToolServer[];
  readonly #permissions: Permissions;
  readonly #log: Log;

  constructor(
    { name, tools }: BotConfig,
    { people, secrets, log }: { people: readonly PersonConfig[]; secrets: readonly string[]; log: Log },
  ) {
    this.#bot = name;
    this.#permissions = createPermissions(tools.allow, people);
    this.#servers = tools.servers.map(
      (server) => new ToolServer({ server, callMs: tools.timeoutMs, secrets, log }),
    );
    this.#log = log;
  }

  /** Those that may be called; of each server first what the configuration names, then what came along. */
  async allowed(asking: Asking): Promise<ServerTool[]> {
    const lists = await Promise.all(this.#servers.map((server) => this.#allowedOf(server, asking)));
    const tools = lists.flat();
    return [...tools.filter(({ isNamed }) => isNamed), ...tools.filter(({ isNamed }) => !isNamed)].map(
      ({ tool }) => tool,
    );
  }

  /** Calls a tool by the name that a model was shown, or refuses to. The text is not limited yet. */
  async call(call: ToolCall, asking: Asking, signal: AbortSignal): Promise<ToolResult> {
    // Names that had to be changed may begin alike for two servers.
    const owners = this.#servers.filter(({ name }) => call.name.startsWith(prefixOf(name)));
    const open = owners.filter(({ name }) => this.#permissions.concerns(name, asking));
    let isEmpty = false;
    for (const server of open) {
      const tools = await server.tools();
      isEmpty ||= tools.size === 0;
      const tool = tools.get(call.name);
      if (!tool) continue;
      if (!this.#permissions.allows(server.name, tool.tool, asking)) return this.#forbid(call, asking);
      const read = readArguments(call.arguments);
      if ('problem' in read) return { text: read.problem, failed: true };
      const problem = await tool.check(read.value);
      return problem === undefined
        ? server.call(tool.tool, read.value, signal)
        : { text: problem, failed: true };
    }
    if (open.length < owners.length) return this.#forbid(call, asking);
    if (isEmpty) return { text: 'The tool was not called: its server cannot be reached now.', failed: true };
    return this.#refuse(call, asking, `There is no tool with the name ${quoted(call.name, 100)}.`);
  }

  async close(): Promise<void> {
    await Promise.all(this.#servers.map((server) => server.close()));
  }

  async #allowedOf(server: ToolServer, asking: Asking): Promise<{ tool: ServerTool; isNamed: boolean }[]> {
    if (!this.#permissions.concerns(server.name, asking)) return [];
    const tools = [...(await server.tools()).values()];
    return tools
      .filter(({ tool }) => this.#permissions.allows(server.name, tool, asking))
      .map((tool) => ({ tool, isNamed: this.#permissions.names(server.name, tool.tool) }));
  }

  #forbid(call: ToolCall, asking: Asking): ToolResult {
    return this.#refuse(call, asking, 'This tool may not be used in this conversation for these people.');
  }

  #refuse(call: ToolCall, { place, people }: Asking, why: string): ToolResult {
    const fields = {
      bot: this.#bot,
      ...place,
      people: people.map(({ id }) => id),
      tool: quoted(call.name, 100),
      why,
    };
    this.#log.info(fields, 'a tool call was refused');
    return { text: why, failed: true };
  }
}
