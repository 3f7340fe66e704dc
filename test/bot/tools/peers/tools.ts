import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';

/** A tool as a server lists it; not checked, so that it can be a bad one. */
export interface PeerTool {
  readonly name: string;
  readonly description?: string;
  readonly inputSchema?: unknown;
  readonly execution?: unknown;
  /** What it answers, or does instead of answering. */
  readonly answer: (args: Readonly<Record<string, unknown>>) => unknown;
}

const ANYTHING = { type: 'object' };

/** A real server of the SDK with these tools, a hundred to a page. */
export function peerServer(tools: () => readonly PeerTool[]): Server {
  const server = new Server(
    { name: 'peer', version: '1' },
    { capabilities: { tools: { listChanged: true } } },
  );
  server.setRequestHandler(ListToolsRequestSchema, ({ params }) => {
    const from = Number(params?.cursor ?? 0);
    const page = tools().slice(from, from + 100);
    const listed = page.map(({ name, description, inputSchema = ANYTHING, execution }) => ({
      name,
      description,
      inputSchema,
      execution,
    }));
    return {
      tools: listed as { name: string; inputSchema: { type: 'object' } }[],
      ...(from + 100 < tools().length ? { nextCursor: String(from + 100) } : {}),
    };
  });
  server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
    const tool = tools().find(({ name }) => name === params.name);
    if (!tool) throw new Error(`no tool ${params.name}`);
    const answer = await tool.answer(params.arguments ?? {});
    return typeof answer === 'string' ? { content: [{ type: 'text', text: answer }] } : (answer as object);
  });
  return server;
}

/** Never answers. */
export function silence(): Promise<never> {
  return new Promise(() => undefined);
}
