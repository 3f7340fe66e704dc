import type { Context } from 'hono';
import { Hono } from 'hono';
import { DiscordFailure, refuse } from '../failure.ts';
import type { Gateway } from '../gateway/gateway.ts';
import type { BotApp } from '../model.ts';
import type { Service } from '../service.ts';
import type { Route } from './call.ts';
import { Call } from './call.ts';
import type { Limits, Verdict } from './limits.ts';
import { ROUTES } from './routes/index.ts';

export interface RestParts {
  readonly service: Service;
  readonly gateway: Gateway;
  readonly limits: Limits;
}

/** The REST API, without its `/api/v10`. */
export function restApi(parts: RestParts): Hono {
  const app = new Hono();
  for (const route of ROUTES) app.on(route.method, route.path, (c) => answer(parts, route, c));
  app.all('*', (c) => c.json(refuse('notFound').body, 404));
  app.onError((error, c) => {
    if (!(error instanceof DiscordFailure)) throw error;
    return respond(error.status, error.body, c);
  });
  return app;
}

async function answer(parts: RestParts, route: Route, c: Context): Promise<Response> {
  const bot = route.isOpen ? undefined : authorize(parts.service, c);
  const major = c.req.param('channel') ?? c.req.param('webhook') ?? c.req.param('guild') ?? '';
  const verdict = parts.limits.take(c.req.path, `${route.method} ${route.path}`, major, route.rate, bot?.id);
  for (const [name, value] of Object.entries(verdict.headers)) c.header(name, value);
  if (verdict.waitMs !== undefined) return limited(verdict, verdict.waitMs, c);
  const { status = 200, body } = await route.run(new Call(parts.service, parts.gateway, c, bot));
  return body === undefined ? respond(204, undefined, c) : respond(status, body, c);
}

/** @throws {DiscordFailure} 401 */
function authorize({ guild }: Service, c: Context): BotApp {
  const token = /^Bot (.+)$/.exec(c.req.header('authorization') ?? '')?.[1];
  const bot = guild.bots.find((candidate) => candidate.token === token && !candidate.isRevoked);
  if (!bot) throw refuse('unauthorized');
  return bot;
}

function limited({ scope = 'user' }: Verdict, waitMs: number, c: Context): Response {
  const seconds = Math.max(1, waitMs) / 1000;
  c.header('retry-after', String(Math.ceil(seconds)));
  c.header('x-ratelimit-scope', scope);
  if (scope === 'global') c.header('x-ratelimit-global', 'true');
  const body = {
    message: scope === 'shared' ? 'The resource is being rate limited.' : 'You are being rate limited.',
    retry_after: seconds,
    global: scope === 'global',
  };
  return respond(429, body, c);
}

function respond(status: number, body: object | undefined, c: Context): Response {
  if (body === undefined) return c.body(null, 204);
  c.header('content-type', 'application/json');
  return new Response(JSON.stringify(body), { status, headers: c.res.headers });
}
