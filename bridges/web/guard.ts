import { getCookie, setCookie } from 'hono/cookie';
import type { Context, MiddlewareHandler } from 'hono';
import type { WebConfig } from '../config/model.ts';
import { isLoopback } from '../config/web.ts';
import { sameSecret, sessionOf } from './secrets.ts';

const COOKIE = 'parley_session';
const SESSION_SECONDS = 30 * 24 * 3600;
const LOOPBACK_NAMES = new Set(['127.0.0.1', 'localhost', '[::1]']);
/** Headers that proxies and tunnels add: with one of them, the reader is not on this machine. */
const PROXY_HEADERS = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'];

/**
 * Lets a request pass that is addressed to this machine by a name of its own. A page of some other site whose name
 * was made to point at 127.0.0.1 (DNS rebinding) carries that site's name. Without a token, nothing that came
 * through a proxy or tunnel passes either: the address that webhooks come in by is no way to the pages.
 */
export function ownHost(config: WebConfig): MiddlewareHandler {
  const publicHost = config.publicUrl === undefined ? undefined : new URL(config.publicUrl).host;
  return async (c, next) => {
    const header = c.req.header('host') ?? '';
    const known = LOOPBACK_NAMES.has(header.replace(/:\d+$/, ''));
    const proxied = PROXY_HEADERS.some((name) => c.req.header(name) !== undefined);
    const local = config.token !== undefined ? known || header === publicHost : known && !proxied;
    if (!isLoopback(config.host) || local) return next();
    return c.text(
      'These pages are open to this machine only. Open them as http://127.0.0.1, or set web.token in parley.yaml to use them from elsewhere.',
      403,
    );
  };
}

/**
 * Lets a request pass that carries the token, as `Authorization: Bearer` or in the cookie of the sign-in form.
 * Browsers that want a page get the form instead of an error.
 */
export function signedIn(
  token: string | undefined,
  form: (c: Context) => Response | Promise<Response>,
): MiddlewareHandler {
  return async (c, next) => {
    if (token === undefined || hasBearer(c, token)) return next();
    const session = getCookie(c, COOKIE);
    if (session !== undefined && sameSecret(sessionOf(token), session)) return next();
    if (c.req.method === 'GET' && c.req.header('accept')?.includes('text/html')) return form(c);
    c.header('www-authenticate', 'Bearer');
    return c.json({ error: 'Send the token of web.token as "Authorization: Bearer ...".' }, 401);
  };
}

/**
 * Lets a changing request pass that a page of this server or a program made: browsers say where a request comes from
 * and cannot be made to lie about it by another site's page.
 */
export function sameOrigin(token: string | undefined): MiddlewareHandler {
  return async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();
    if (token !== undefined && hasBearer(c, token)) return next();
    const site = c.req.header('sec-fetch-site');
    const origin = c.req.header('origin');
    const own =
      site === undefined
        ? origin !== undefined && hostOf(origin) === c.req.header('host')
        : site === 'same-origin';
    if (own) return next();
    return c.json(
      {
        error:
          'This request changes something, and does not come from a page of this server. Programs send "Authorization: Bearer ..." or, without a token, an Origin header with this address.',
      },
      403,
    );
  };
}

/** Remembers in the browser that its user gave the token. */
export function rememberSession(c: Context, token: string): void {
  setCookie(c, COOKIE, sessionOf(token), {
    httpOnly: true,
    sameSite: 'Strict',
    path: '/',
    maxAge: SESSION_SECONDS,
    secure: c.req.header('origin')?.startsWith('https:') ?? false,
  });
}

function hasBearer(c: Context, token: string): boolean {
  const given = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
  return given !== undefined && sameSecret(token, given);
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
