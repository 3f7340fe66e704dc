import { Buffer } from 'node:buffer';
import type { Context } from 'hono';
import { Hono } from 'hono';
import type { Limits } from './limits.ts';
import { Call, METHODS } from './methods/index.ts';
import type { SlackApp } from './model.ts';
import { SlackFailure } from './model.ts';
import { APP_TOKEN } from './seed.ts';
import type { Workspace } from './workspace.ts';

export interface WebApiParts {
  readonly workspace: Workspace;
  readonly limits: Limits;
  /** Makes a one-time Socket Mode address. */
  openSocket(): string;
  /** Whether the tokens have been revoked. */
  isRevoked(): boolean;
}

type Args = Record<string, string>;

/** `/api/<method>`: business errors are HTTP 200 with `ok: false`; only a rate limit has a status of its own. */
export function webApi(parts: WebApiParts): Hono {
  const app = new Hono();
  app.on(['GET', 'POST'], '/:method', async (c) => {
    try {
      return await answer(parts, c);
    } catch (error) {
      if (!(error instanceof SlackFailure)) throw error;
      const { retry_after, ...extra } = error.extra;
      if (error.code === 'ratelimited') c.header('retry-after', String(retry_after));
      return c.json({ ok: false, error: error.code, ...extra }, error.code === 'ratelimited' ? 429 : 200);
    }
  });
  return app;
}

async function answer(parts: WebApiParts, c: Context): Promise<Response> {
  const method = c.req.param('method') ?? '';
  const args = await readArgs(c);
  const token = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? args['token'];
  if (method === 'api.test') return c.json({ ok: true, args });
  if (token === undefined || token === '') throw new SlackFailure('not_authed');
  if (parts.isRevoked()) throw new SlackFailure('token_revoked');
  if (method === 'apps.connections.open') {
    if (token !== APP_TOKEN)
      throw new SlackFailure(isBot(parts, token) ? 'not_allowed_token_type' : 'invalid_auth');
    return c.json({ ok: true, url: parts.openSocket() });
  }
  const app = parts.workspace.apps.find((candidate) => candidate.botToken === token);
  if (!app) throw new SlackFailure(token === APP_TOKEN ? 'not_allowed_token_type' : 'invalid_auth');
  const known = METHODS[method];
  if (!known) throw new SlackFailure('unknown_method', { req_method: method });
  c.header('x-oauth-scopes', app.scopes.join(','));
  c.header('x-accepted-oauth-scopes', known.scopes.join(','));
  needScopes(app, known.scopes);
  parts.limits.take(app.id, method, args['channel'] ?? '');
  return c.json({ ok: true, ...known.run(new Call(parts.workspace, app, args)) });
}

function isBot(parts: WebApiParts, token: string): boolean {
  return parts.workspace.apps.some((app) => app.botToken === token);
}

function needScopes(app: SlackApp, scopes: readonly string[]): void {
  const missing = scopes.find((scope) => !app.scopes.includes(scope));
  if (missing !== undefined) {
    throw new SlackFailure('missing_scope', { needed: missing, provided: app.scopes.join(',') });
  }
}

/** Arguments come as a form, as JSON or in the query; nested values of JSON are kept as JSON, as in the form. */
async function readArgs(c: Context): Promise<Args> {
  const args: Args = { ...c.req.query() };
  if (c.req.method === 'GET') return args;
  const type = c.req.header('content-type') ?? '';
  const body = Buffer.from(await c.req.arrayBuffer()).toString('utf8');
  if (type.startsWith('application/x-www-form-urlencoded')) {
    return { ...args, ...Object.fromEntries(new URLSearchParams(body)) };
  }
  if (!type.startsWith('application/json'))
    throw new SlackFailure(body === '' ? 'not_authed' : 'invalid_form_data');
  return { ...args, ...parseJson(body) };
}

function parseJson(body: string): Args {
  try {
    const value = JSON.parse(body) as unknown;
    if (typeof value !== 'object' || value === null) throw new SlackFailure('json_not_object');
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [
        name,
        typeof item === 'string' ? item : JSON.stringify(item),
      ]),
    );
  } catch (error) {
    if (error instanceof SlackFailure) throw error;
    throw new SlackFailure('invalid_json');
  }
}
