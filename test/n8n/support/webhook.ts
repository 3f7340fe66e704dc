import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as soon } from 'node:timers/promises';
import type { IDataObject, INodeExecutionData, INodeType, IWebhookFunctions } from 'n8n-workflow';
import { vi } from 'vitest';
import { fake } from './fake.ts';
import type { Place, Placed } from './functions.ts';
import { parameterOf, place } from './functions.ts';
import { hookFunctions } from './hook.ts';

/** A webhook trigger in a workflow. */
export interface Triggered extends Omit<Placed, 'type'> {
  /** Loads the node's class as a process does when it starts: what its modules remember is new each time. */
  readonly load: () => Promise<INodeType>;
  /** @default 'w1' */
  readonly workflow?: string;
}

/** n8n with one trigger in it, as far as webhooks go. */
export interface TriggerHost {
  /** Makes the workflow active. Rejects as the trigger does. */
  activate(): Promise<void>;
  deactivate(): Promise<void>;
  /** Somebody presses "Execute workflow": waits for one event, hands it on and stops. */
  listen(): Promise<void>;
  /** Nothing came to the test, and n8n gives up waiting. */
  stopListening(): Promise<void>;
  /** The process is killed and started again. What was under way is neither handed on nor saved. */
  restart(): Promise<void>;
  /** Takes no calls from now on, or takes them again, and starts executions again. */
  setUp(isUp: boolean): void;
  /** The user changes parameters or the credential. */
  change(changed: Partial<Pick<Placed, 'parameters' | 'credential'>>): void;
  /** What the workflow was started with, one list an execution. */
  readonly executions: readonly (readonly INodeExecutionData[])[];
  /** The JSON of all items of all executions. */
  items(): readonly IDataObject[];
  /** Items of test runs. */
  readonly tested: readonly IDataObject[];
  /** Status of every answer to a call. */
  readonly answers: readonly number[];
  readonly logged: readonly string[];
  /** Requests that went out to the service. */
  readonly requests: Place['sent'];
  readonly url: string;
  readonly testUrl: string;
  /** What n8n keeps, as JSON text; with an argument, keeps that instead. */
  stored(next?: string): string;
  /** Resolves once no call is under way. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

const WEBHOOK_ID = '0f5b4a0e-9c1d-4b7e-8f27-3d1f0a6c5e21';

/**
 * Listens as n8n 2.41 does: every production call reads the static data before the trigger's `webhook()` runs, and saves
 * them when there is nothing to execute, or before the execution begins where the trigger answers for itself. Otherwise
 * it starts the execution first, and that makes it forget that they have changed: they are never saved. Calls that
 * come at the same time each have their own copy. A test run has static data of its own.
 */
export async function startTriggerHost(options: Triggered): Promise<TriggerHost> {
  const { load, workflow = 'w1' } = options;
  let placed: Omit<Placed, 'type'> = options;
  vi.resetModules();
  let type = await load();
  let process = 1;
  let isUp = true;
  let isActive = false;
  let testData: IDataObject | undefined;
  let database = '{}';
  const underWay = new Set<Promise<void>>();
  const executions: INodeExecutionData[][] = [];
  const tested: IDataObject[] = [];
  const answers: number[] = [];
  const logged: string[] = [];
  const requests: Place['sent'] = [];

  const here = (): Place => {
    const made = place({ ...placed, type });
    return { ...made, getWorkflow: () => ({ id: workflow, name: 'Workflow', active: isActive }) };
  };
  const keepTrack = ({ sent, logged: said }: Place): void => {
    requests.push(...sent);
    logged.push(...said);
  };

  const call = async (
    request: IncomingMessage,
    response: ServerResponse,
    mode: 'webhook' | 'manual',
    data: IDataObject,
  ): Promise<{ items: readonly INodeExecutionData[] | undefined; isAnswered: boolean }> => {
    const common = here();
    const rawBody = await bytesOf(request);
    const functions = fake<IWebhookFunctions>('the webhook call', {
      ...common,
      helpers: fake<IWebhookFunctions['helpers']>('helpers', {
        httpRequest: common.helpers.httpRequest,
        httpRequestWithAuthentication: common.helpers.httpRequestWithAuthentication,
        prepareBinaryData: common.helpers.prepareBinaryData,
      }),
      getMode: () => mode,
      getNodeParameter: (name: string, fallback?: unknown): object =>
        parameterOf(common.getNode(), type, name, fallback) as object,
      getWorkflowStaticData: () => data,
      getHeaderData: () => request.headers,
      getRequestObject: () =>
        Object.assign(request, { rawBody, readRawBody: async () => undefined }) as ReturnType<
          IWebhookFunctions['getRequestObject']
        >,
      getResponseObject: () => response as ReturnType<IWebhookFunctions['getResponseObject']>,
    });
    try {
      const result = await type.webhook?.call(functions);
      return { items: result?.workflowData?.[0], isAnswered: result?.noWebhookResponse === true };
    } finally {
      keepTrack(common);
    }
  };

  const produce = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const started = process;
    const read = database;
    const data: IDataObject = JSON.parse(read);
    await soon();
    try {
      const { items, isAnswered } = await call(request, response, 'webhook', data);
      if (process !== started) return;
      // n8n saves only what was changed.
      const left = JSON.stringify(data);
      if (left !== read && (isAnswered || !items)) database = left;
      if (items) executions.push([...items]);
      await soon();
      if (!isAnswered && !response.headersSent)
        response.writeHead(200).end('{"message":"Workflow was started"}');
    } catch (error) {
      if (process !== started) return;
      logged.push(String(error));
      if (!response.headersSent) response.writeHead(500).end('{"message":"Error in workflow"}');
    }
  };

  const test = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!testData) {
      response.writeHead(404).end('{}');
      return;
    }
    const { items } = await call(request, response, 'manual', testData);
    if (!response.headersSent) response.writeHead(200).end('{}');
    if (!items) return;
    tested.push(...items.map(({ json }) => json));
    await stopListening();
  };

  const server = createServer((request, response) => {
    const path = request.url ?? '';
    if (!isUp) {
      response.socket?.destroy();
      return;
    }
    Object.assign(response, {
      status(code: number) {
        response.statusCode = code;
        return response;
      },
      json(body: unknown) {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(body));
        return response;
      },
    });
    const answered = new Promise<void>((resolve) => response.once('close', resolve));
    response.once('finish', () => answers.push(response.statusCode));
    const work =
      path === `/webhook-test/${WEBHOOK_ID}/webhook`
        ? test(request, response)
        : path === `/webhook/${WEBHOOK_ID}/webhook` && isActive
          ? produce(request, response)
          : Promise.resolve(void response.writeHead(404).end('{}'));
    const done = Promise.allSettled([work, answered]).then(() => {
      underWay.delete(done);
    });
    underWay.add(done);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const url = `${origin}/webhook/${WEBHOOK_ID}/webhook`;
  const testUrl = `${origin}/webhook-test/${WEBHOOK_ID}/webhook`;

  const hook = async (
    name: 'checkExists' | 'create' | 'delete',
    isTest: boolean,
    data: IDataObject,
  ): Promise<boolean> => {
    const common = here();
    const functions = hookFunctions(common, type, {
      data,
      url: isTest ? testUrl : url,
      mode: name === 'delete' ? 'internal' : isTest ? 'manual' : 'trigger',
    });
    try {
      return (await type.webhookMethods?.default?.[name].call(functions)) ?? false;
    } finally {
      keepTrack(common);
    }
  };

  const stopListening = async (): Promise<void> => {
    if (!testData) return;
    const data = testData;
    testData = undefined;
    await hook('delete', true, data);
  };

  return {
    executions,
    tested,
    answers,
    logged,
    requests,
    url,
    testUrl,
    stopListening,
    items: () => executions.flat().map(({ json }) => json),
    async activate() {
      const data: IDataObject = JSON.parse(database);
      isActive = true;
      try {
        if (!(await hook('checkExists', false, data))) await hook('create', false, data);
        database = JSON.stringify(data);
      } catch (error) {
        isActive = false;
        throw error;
      }
    },
    async deactivate() {
      const data: IDataObject = JSON.parse(database);
      await hook('delete', false, data);
      database = JSON.stringify(data);
      isActive = false;
    },
    async listen() {
      testData = {};
      await hook('create', true, testData);
    },
    async restart() {
      process += 1;
      server.closeAllConnections();
      vi.resetModules();
      type = await load();
    },
    setUp(next) {
      isUp = next;
      if (!next) server.closeAllConnections();
    },
    change(changed) {
      placed = { ...placed, ...changed };
    },
    stored(next) {
      database = next ?? database;
      return database;
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
