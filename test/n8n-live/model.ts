import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

const requestSchema = z
  .object({
    model: z.string(),
    stream: z.boolean().optional(),
    messages: z.array(z.object({ role: z.string(), content: z.unknown() }).passthrough()),
  })
  .passthrough();

/** A model that says what it was asked, behind the API that n8n's nodes for OpenAI speak. */
export interface Model {
  /** Base URL for the credential. */
  readonly url: string;
  close(): Promise<void>;
}

export async function startModel(): Promise<Model> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.url !== '/v1/chat/completions') {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ object: 'list', data: [{ id: 'gpt-5-mini', object: 'model' }] }));
        return;
      }
      const asked = requestSchema.parse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
      const last = asked.messages.findLast(({ role }) => role === 'user');
      answer(response, asked.model, `You said: ${textOf(last?.content)}`, asked.stream === true);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}/v1`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function answer(response: ServerResponse, model: string, text: string, isStream: boolean): void {
  const shared = { id: 'chatcmpl-1', created: 1_700_000_000, model };
  const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };
  if (!isStream) {
    const message = { role: 'assistant', content: text };
    const choices = [{ index: 0, message, finish_reason: 'stop' }];
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ ...shared, object: 'chat.completion', choices, usage }));
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const chunks = [
    { choices: [{ index: 0, delta: { role: 'assistant', content: text }, finish_reason: null }] },
    { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] },
    { choices: [], usage },
  ];
  for (const chunk of chunks) {
    response.write(`data: ${JSON.stringify({ ...shared, object: 'chat.completion.chunk', ...chunk })}\n\n`);
  }
  response.end('data: [DONE]\n\n');
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  return z
    .array(z.object({ text: z.string().default('') }).passthrough())
    .parse(content)
    .map(({ text }) => text)
    .join('\n');
}
