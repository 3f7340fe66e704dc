import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { z } from 'zod';
import type { Log } from '../../../../src/host/index.ts';
import type { ToolSpec } from '../../contract.ts';
import { toolName } from '../names.ts';
import { hasUnseen, quoted } from '../text.ts';
import type { Check } from './check.ts';
import { createCheck } from './check.ts';
import { Unfit, cleanSchema, prose, shownSchema } from './schema.ts';

/** Of one server; what comes after is not read. */
const MOST_TOOLS = 1000;
const MOST_PAGES = 50;
const MAX_NAME = 128;

/** A tool of a server. */
export interface ServerTool {
  /** As the server calls it. */
  readonly tool: string;
  /** As a model is shown it. */
  readonly spec: ToolSpec;
  check(args: Readonly<Record<string, unknown>>): Promise<string | undefined>;
}

const pageSchema = z.object({ tools: z.array(z.unknown()), nextCursor: z.string().optional() }).passthrough();

const toolSchema = z.object({
  name: z.string().min(1).max(MAX_NAME),
  description: z.string().default(''),
  inputSchema: z.record(z.unknown()),
  execution: z.object({ taskSupport: z.string().optional() }).optional(),
});

/**
 * Reads the tools of a server, by their names as models are shown them. Those that cannot be shown are left out, with
 * a line in the log.
 * @throws when the server does not answer
 */
export async function listTools(
  client: Client,
  server: string,
  {
    log,
    secrets,
    limitMs,
    signal,
  }: { log: Log; secrets: readonly string[]; limitMs: number; signal: AbortSignal },
): Promise<Map<string, ServerTool>> {
  const tools = new Map<string, ServerTool>();
  const unfit: string[] = [];
  let cursor: string | undefined;
  let seen = 0;
  for (let page = 0; page < MOST_PAGES && seen < MOST_TOOLS; page++) {
    const params = cursor === undefined ? {} : { cursor };
    // Not by `client.listTools`, which gives up on all tools when the schema of one is broken.
    const list = await client.request({ method: 'tools/list', params }, pageSchema, {
      timeout: limitMs,
      signal,
    });
    for (const written of list.tools.slice(0, MOST_TOOLS - seen)) {
      try {
        const tool = readTool(written, server, secrets);
        if (!tools.has(tool.spec.name)) tools.set(tool.spec.name, tool);
      } catch (error) {
        if (!(error instanceof Unfit)) throw error;
        unfit.push(error.message);
      }
    }
    seen += list.tools.length;
    cursor = list.nextCursor;
    if (cursor === undefined) break;
  }
  if (cursor !== undefined || seen > MOST_TOOLS)
    unfit.push(`only the first ${String(MOST_TOOLS)} tools are read`);
  if (unfit.length > 0) log.warn({ server, unfit: unfit.slice(0, 20) }, 'tools of a server are left out');
  return tools;
}

function readTool(written: unknown, server: string, secrets: readonly string[]): ServerTool {
  const { success, data } = toolSchema.safeParse(written);
  if (!success) throw new Unfit('a tool without a name or a schema');
  const { name, description, inputSchema, execution } = data;
  if (hasUnseen(name)) throw new Unfit(`${quoted(name, MAX_NAME)}: its name hides signs`);
  if (execution?.taskSupport === 'required') throw new Unfit(`${name}: it only runs as a task`);
  let schema: Readonly<Record<string, unknown>>;
  try {
    schema = cleanSchema(inputSchema, secrets);
  } catch (error) {
    throw error instanceof Unfit ? new Unfit(`${name}: ${error.message}`) : error;
  }
  let check: Promise<Check> | undefined;
  return {
    tool: name,
    spec: {
      name: toolName(server, name),
      description: prose(`${name} of the server ${server}. ${description}`, secrets),
      parameters: shownSchema(schema),
    },
    check: async (args) => (await (check ??= createCheck(schema)))(args),
  };
}
