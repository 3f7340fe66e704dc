import type { Server } from 'node:http';
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
      const body = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString('utf8')));
      const functions = fake<IWebhookFunctions>('the webhook', {
        getNode,
        getNodeParameter: ((name: string, fallback?: unknown) =>
          parameterOf(getNode(), type, name, fallback)) as IWebhookFunctions['getNodeParameter'],
        getRequestObject: () =>
          Object.assign(request, { query: Object.fromEntries(address.searchParams) }) as never,
        getResponseObject: () => response as never,
        getBodyData: () => body,
      });
      void type.webhook?.call(functions).then((result: IWebhookResponseData) => {
        for (const { json } of result.workflowData?.flat() ?? []) answers.push(json);
        if (!response.writableEnded) response.end();
      });
    });
  });
}
