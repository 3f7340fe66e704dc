import { Buffer } from 'node:buffer';
import type { Context, Hono as HonoApp } from 'hono';
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import type { ApiKey, Scope } from './access.ts';
import { Params } from './params.ts';
import { Refusal } from './refusal.ts';
import { chatRoutes } from './routes/chats.ts';
import { fileRoutes } from './routes/files.ts';
import { messageRoutes } from './routes/messages.ts';
import { presenceRoutes } from './routes/presence.ts';
import { reactionRoutes } from './routes/reactions.ts';
import { sandboxRoutes } from './routes/sandbox.ts';
import { webhookRoutes } from './routes/webhooks.ts';
import type { Service } from './service.ts';

/** A call that may be made, with its values. */
export interface Call {
  readonly key: ApiKey;
  readonly params: Params;
  readonly context: Context;
}

export type Answer = Response | Record<string, unknown>;
type Method = 'GET' | 'POST' | 'DELETE';
export interface RouteOptions {
  /** Whether the body is bytes and not JSON. @default false */
  readonly isRaw?: boolean;
}

/** Adds a call. Creations are answered with 201, everything else with 200. No scope: any key may make it. */
export type AddRoute = (
  method: Method,
  path: string,
  scope: Scope | undefined,
  handler: (call: Call) => Answer | Promise<Answer>,
  options?: RouteOptions,
) => void;

/** The API under `/v1`: key, rate, scope and JSON are checked before anything else, in this order. */
export function messagesApi(service: Service): HonoApp {
  const app = new Hono();
  const failed = (context: Context, refusal: Refusal): Response => {
    if (refusal.retryAfter !== undefined) context.header('retry-after', String(refusal.retryAfter));
    return context.json({ error: refusal.toWire(), request_id: service.ids.next('req') }, refusal.status);
  };
  app.use('*', (context, next) => {
    // Clients that correct for the service's clock read it here.
    context.header('date', new Date(service.clock.now()).toUTCString());
    return next();
  });
  app.use('*', cors({ origin: '*', allowMethods: ['GET', 'POST', 'DELETE', 'OPTIONS'] }));
  app.onError((error, context) =>
    failed(context, error instanceof Refusal ? error : new Refusal('server_error', error.message)),
  );

  const add: AddRoute = (method, path, scope, handler, { isRaw = false } = {}) => {
    app.on(method, path, async (context) => {
      const key = service.access.enter(context.req.header('authorization'));
      service.access.allow(key, scope);
      const values = method === 'GET' || isRaw ? context.req.query() : await jsonOf(context);
      const answer = await handler({ key, params: new Params(values), context });
      if (answer instanceof Response) return answer;
      const body = { ...answer, request_id: service.ids.next('req') };
      return context.json(body, method === 'POST' ? 201 : 200);
    });
  };
  chatRoutes(add, service);
  messageRoutes(add, service);
  reactionRoutes(add, service);
  presenceRoutes(add, service);
  fileRoutes(add, service);
  webhookRoutes(add, service);
  sandboxRoutes(add, service);
  app.all('*', (context) => {
    service.access.enter(context.req.header('authorization'));
    throw new Refusal('not_found', 'There is nothing at this address.');
  });
  return app;
}

/** Files by the address that the API gave out. Whoever knows it may have them; a key is a mistake. */
export function storage(service: Service): HonoApp {
  const app = new Hono();
  app.get('/:id/:name', (context) => {
    if (context.req.header('authorization') !== undefined) {
      return context.text('Only one way of authorization is allowed: the address itself.', 400);
    }
    const file = service.files.get(`file_${context.req.param('id')}`);
    if (!file) return context.text('Not found', 404);
    return context.body(Uint8Array.from(file.bytes), 200, { 'content-type': file.mimeType });
  });
  return app;
}

async function jsonOf(context: Context): Promise<Record<string, unknown>> {
  try {
    const text = Buffer.from(await context.req.arrayBuffer()).toString('utf8');
    const body: unknown = text === '' ? {} : JSON.parse(text);
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body };
  } catch {
    // Told below, as is everything that is JSON but no object.
  }
  throw new Refusal('invalid_json', 'The request body is not a JSON object.');
}
