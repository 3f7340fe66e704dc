import { appendFileSync } from 'node:fs';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';

/*
 * A tool server as a program. Its arguments: a file that gets a line for each call, and what `lookup` answers with.
 */
const [, , journal = '', found = ''] = process.argv;
const names = ['lookup', 'delete_everything'];
const server = new Server({ name: 'peer', version: '1' }, { capabilities: { tools: {} } });

server.setRequestHandler(ListToolsRequestSchema, () => ({
  tools: names.map((name) => ({ name, inputSchema: { type: 'object' as const } })),
}));
server.setRequestHandler(CallToolRequestSchema, ({ params }) => {
  appendFileSync(journal, `${params.name}\n`);
  return { content: [{ type: 'text', text: found }] };
});
await server.connect(new StdioServerTransport());
