import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IDataObject, IExecuteFunctions, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { fake } from './fake.ts';
import type { Run } from './run.ts';
import { run } from './run.ts';
import { parameterOf, place } from './functions.ts';

/** An execution that was put to wait, and the address under which n8n takes in the answer. */
export interface Waiting {
  /** When it goes on without an answer. */
  readonly until: Date;
  /** What the node handed on when it began to wait. */
  readonly items: Awaited<ReturnType<typeof run>>['items'];
  readonly url: string;
  /** What the answers so far made the execution go on with. */
  readonly answers: IDataObject[];
  close(): Promise<void>;
}

/** Executes a node that waits, behind a server that plays n8n's address for waiting executions. */
export async function runAndWait(options: Run): Promise<Waiting> {
  const answers: IDataObject[] = [];
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${String(port)}/webhook-waiting/77/a1`;
  answer(server, options, answers);
  let until: Date | undefined;
  const { items } = await run(options, {
    getSignedResumeUrl: (query: Record<string, string> = {}) =>
      `${url}?${new URLSearchParams({ ...query, signature: 's1' }).toString()}`,
    putExecutionToWait: async (date: Date) => {
      until = date;
    },
  } as Partial<IExecuteFunctions>);
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  if (!until) {
    await close();
    throw new Error('The node did not wait.');
  }
  return { until, items, url, answers, close };
}

function answer(server: Server, options: Run, answers: IDataObject[]): void {
  const { type } = options;
  const { getNode } = place(options);
  server.on('request', (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const address = new URL(request.url ?? '/', 'http://127.0.0.1');
      const contentType = String(request.headers['content-type']);
      const isForm = getNode().parameters.responseType === 'customForm';
      if (request.method === 'POST' && isForm && !contentType.startsWith('multipart/form-data')) {
        response.writeHead(415).end('Expected multipart/form-data');
        return;
      }
      void answerOne(request, response, address, Buffer.concat(chunks));
    });
  });

  const answerOne = async (
    request: IncomingMessage,
    response: ServerResponse,
    address: URL,
    sent: Buffer,
  ): Promise<void> => {
    const body = await bodyOf(String(request.headers['content-type']), sent);
    const functions = fake<IWebhookFunctions>('the webhook', {
      getNode,
      getNodeParameter: ((name: string, fallback?: unknown) =>
        parameterOf(getNode(), type, name, fallback)) as IWebhookFunctions['getNodeParameter'],
      getRequestObject: () =>
        Object.assign(request, { query: Object.fromEntries(address.searchParams) }) as never,
      getResponseObject: () => response as never,
      getBodyData: () => body,
    });
    const goesOn = ({ workflowData }: IWebhookResponseData): void => {
      for (const { json } of workflowData?.flat() ?? []) answers.push(json);
      if (!response.writableEnded) response.end();
    };
    // n8n has an execution go on with an empty item when the webhook of its node throws.
    await type.webhook?.call(functions).then(goesOn, () => goesOn({ workflowData: [[{ json: {} }]] }));
  };
}

/** As n8n reads it: forms stand under `data`, JSON is what it is. */
async function bodyOf(contentType: string, sent: Buffer): Promise<IDataObject> {
  if (contentType.startsWith('application/json')) return JSON.parse(sent.toString('utf8'));
  if (!contentType.startsWith('multipart/form-data')) return {};
  const headers = { 'content-type': contentType };
  const data: Record<string, string | string[]> = {};
  const form = await new Response(new Uint8Array(sent), { headers }).formData();
  form.forEach((value, name) => {
    const text = typeof value === 'string' ? value : '';
    const before = data[name];
    data[name] = before === undefined ? text : [before, text].flat();
  });
  return { data };
}
