import { Hono } from 'hono';
import { FaultBox, SteppedClock, controlRoutes, serveEmulator } from '../kit/index.ts';
import type { BuddyPressOptions } from './emulator.ts';
import { BuddyPressEmulator } from './emulator.ts';
import { firstPeople } from './people.ts';
import { routesFor } from './routes/index.ts';
import { seedThreads } from './seed.ts';
import type { Site } from './site.ts';
import { Store } from './store.ts';
import { rawRequest, routeOf } from '../wordpress/request.ts';
import { serve } from '../wordpress/server.ts';
import type { Caller } from './wire/sign-in.ts';
import { signIn } from './wire/sign-in.ts';

/** Starts a WordPress site with BuddyPress on 127.0.0.1, as far as its REST API for private messages goes. */
export async function startBuddyPress(options: BuddyPressOptions = {}): Promise<BuddyPressEmulator> {
  const version = options.version ?? 'v2';
  const listeners = new Set<(conversation: string) => void>();
  const site: Site = {
    version,
    clock: new SteppedClock(),
    store: new Store(),
    people: new Map(firstPeople().map((person) => [person.id, person])),
    switches: {
      signIn:
        options.signIn ??
        (options.strictCoreApplicationPasswords ? 'never' : version === 'v1' ? 'early' : 'late'),
      component: true,
      shuffleTies: false,
      preferredTies: [],
      parallelFaults: false,
      customFields: [],
    },
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
  const emulator = new BuddyPressEmulator(site, { server, faults, seeded, listeners });
  return emulator;
}

async function answer(site: Site, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const date = new Date(site.clock.now()).toUTCString();
  const route = routeOf(url);
  if (route === undefined) {
    const page =
      '<!DOCTYPE html>\n<html lang="en"><head><title>BuddyPress test</title></head><body></body></html>\n';
    return new Response(page, {
      status: url.pathname === '/' ? 200 : 404,
      headers: { 'content-type': 'text/html; charset=UTF-8', date },
    });
  }
  const rest = {
    site,
    origin: site.origin,
    signIn: (headers: Headers) => signIn(site, headers),
    routesFor: (caller: Caller) => routesFor(site, caller),
    noRouteMessage: (path: string) => retiredRoute(site, path),
  };
  const result = await serve(rest, route, await rawRequest(request));
  return new Response(request.method === 'HEAD' ? null : JSON.stringify(result.body), {
    status: result.status,
    headers: { ...result.headers, 'content-type': 'application/json; charset=UTF-8', date },
  });
}

/** BuddyPress 15 tells those who ask for the generation it no longer has. */
function retiredRoute(site: Site, path: string): string | undefined {
  return site.version === 'v2' && site.switches.component && path.startsWith('/buddypress/v1')
    ? 'The V1 of the BuddyPress REST API is no longer supported, use the V2 instead.'
    : undefined;
}
