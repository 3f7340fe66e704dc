import { Hono } from 'hono';
import { FaultBox, SteppedClock, controlRoutes, serveEmulator } from '../kit/index.ts';
import { RestError } from '../wordpress/error.ts';
import { isRecord } from '../wordpress/php.ts';
import type { RawRequest } from '../wordpress/request.ts';
import { rawRequest, routeOf } from '../wordpress/request.ts';
import type { HttpAnswer } from '../wordpress/server.ts';
import { serve } from '../wordpress/server.ts';
import type { BetterMessagesOptions } from './emulator.ts';
import { BetterMessagesEmulator } from './emulator.ts';
import { ajaxPage, fileAnswer, notFoundPage } from './pages.ts';
import { routesFor } from './routes/index.ts';
import { tusPiece } from './routes/tus.ts';
import { FIRST_PEOPLE, seedThreads } from './seed.ts';
import { FOR_PARLEY, FRESH_INSTALL } from './settings.ts';
import type { Caller } from './sign-in.ts';
import { cookieUser, nonceOf, signIn } from './sign-in.ts';
import type { Site } from './site.ts';
import { Stamps } from './stamps.ts';
import { Store } from './store.ts';

/** Starts a WordPress site with Better Messages on 127.0.0.1, as far as its REST API goes. */
export async function startBetterMessages(
  options: BetterMessagesOptions = {},
): Promise<BetterMessagesEmulator> {
  const listeners = new Set<(conversation: string) => void>();
  const clock = new SteppedClock();
  const fresh = options.freshInstall ?? false;
  const site: Site = {
    clock,
    stamps: new Stamps(clock),
    store: new Store(),
    settings: { ...FRESH_INSTALL, ...(fresh ? {} : FOR_PARLEY), ...options.settings },
    people: new Map(FIRST_PEOPLE.map((one) => [one.id, { ...one, options: new Map<string, string>() }])),
    guests: new Map(),
    rooms: new Map(),
    bots: new Map(),
    uploads: new Map(),
    startedThreads: new Map(),
    origin: '',
    changed: (thread) => {
      for (const listener of listeners) listener(String(thread));
    },
  };
  const seeded = options.seeded === false ? [] : seedThreads(site);
  const faults = new FaultBox();
  const app = new Hono();
  app.route(
    '/_control',
    controlRoutes(() => emulator),
  );
  app.all('*', (c) => answer(site, c.req.raw));
  const server = await serveEmulator(app, faults, options.port);
  site.origin = server.origin;
  const emulator = new BetterMessagesEmulator(site, { server, faults, seeded, listeners });
  return emulator;
}

async function answer(site: Site, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const route = routeOf(url);
  if (route === undefined) return ajaxPage(site, url, request.headers) ?? notFoundPage(site, url);
  const raw = await rawRequest(request);
  let caller: Caller | undefined;
  // One request signs in once.
  const signedIn = (headers: Headers): Caller => (caller ??= signIn(site, headers));
  const file = fileAnswer(site, route, () => signedIn(raw.headers), raw);
  if (file) return file;
  const result = pieceAnswer(site, route, raw, signedIn) ?? (await restAnswer(site, route, raw, signedIn));
  const badNonce = isBadNonce(result.body);
  const known = badNonce ? cookieUser(site, raw.headers) > 0 : caller !== undefined && caller.id > 0;
  const head = request.method === 'HEAD' || result.body === undefined;
  return new Response(head ? null : slashed(JSON.stringify(result.body)), {
    status: result.status,
    headers: {
      ...result.headers,
      ...(route.startsWith('/better-messages/v1/tus') ? { 'tus-resumable': '1.0.0' } : {}),
      ...((known || badNonce) && !result.bare
        ? { 'cache-control': NO_CACHE + (known ? ', no-store, private' : '') }
        : {}),
      ...(caller?.byCookie ? { 'x-wp-nonce': nonceOf(site, caller.id) } : {}),
      'content-type': 'application/json; charset=UTF-8',
      date: new Date(site.clock.now()).toUTCString(),
    },
  });
}

const NO_CACHE = 'no-cache, must-revalidate, max-age=0';

function isBadNonce(body: unknown): boolean {
  return isRecord(body) && body.code === 'rest_cookie_invalid_nonce';
}

function restAnswer(
  site: Site,
  route: string,
  raw: RawRequest,
  signedIn: (headers: Headers) => Caller,
): Promise<HttpAnswer> {
  const rest = { site, origin: site.origin, signIn: signedIn, routesFor: () => routesFor(site) };
  return serve(rest, route, raw);
}

function pieceAnswer(
  site: Site,
  route: string,
  raw: RawRequest,
  signedIn: (headers: Headers) => Caller,
): HttpAnswer | undefined {
  try {
    const piece = tusPiece(site, route, raw, () => signedIn(raw.headers));
    return piece && { ...piece, body: undefined };
  } catch (error) {
    if (!(error instanceof RestError)) throw error;
    return { status: error.status, headers: {}, body: error.body() };
  }
}

/** PHP writes slashes with a backslash and everything beyond ASCII as an escape. */
function slashed(json: string): string {
  return json
    .replaceAll('/', String.raw`\/`)
    .replaceAll(
      /[\u0080-\uffff]/g,
      (unit) => String.raw`\u` + unit.charCodeAt(0).toString(16).padStart(4, '0'),
    );
}
