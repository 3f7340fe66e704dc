import { Hono } from 'hono';
import type { SecureHeadersVariables } from 'hono/secure-headers';
import type { Log } from '../../src/host/index.ts';
import type { WebConfig } from '../config/model.ts';
import { apiRoutes } from './api.ts';
import type { RelayView } from './contract.ts';
import { eventStream } from './event-stream.ts';
import { ownHost, rememberSession, sameOrigin, signedIn } from './guard.ts';
import { outlineOf } from './happenings.ts';
import type { Metrics } from './metrics.ts';
import { pageHeaders } from './page-headers.ts';
import type { PictureSource } from './pictures.ts';
import { sameSecret } from './secrets.ts';
import { signInPage } from './sign-in-page.ts';
import { statusMain, statusPage } from './status-page.ts';

/** Failed deliveries shown on the status page; the API lists more. */
const FAILED_SHOWN = 100;

export interface AppOptions {
  readonly config: WebConfig;
  readonly relay: RelayView;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Pictures for services that cannot fetch them where they stand; none when absent. */
  readonly pictures?: PictureSource;
}

/** The pages and the HTTP API of the daemon; everything but webhooks. */
export function createApp({
  config,
  relay,
  log,
  metrics,
  pictures,
}: AppOptions): Hono<{ Variables: SecureHeadersVariables }> {
  const app = new Hono<{ Variables: SecureHeadersVariables }>();
  app.onError((error, c) => {
    log.error({ path: c.req.path, error: error.message }, 'A page could not be answered');
    return c.json({ error: 'This did not work; the log of the daemon says why.' }, 500);
  });
  app.notFound((c) => c.json({ error: 'There is nothing at this address.' }, 404));
  // For everybody, and for other sites' pages too: before what guards the pages.
  app.get('/pictures/:name', async (c) => {
    const picture = await pictures?.(c.req.param('name'));
    c.header('x-content-type-options', 'nosniff');
    if (!picture) return c.text('There is no such picture.', 404, { 'cache-control': 'no-store' });
    return c.body(picture.bytes, 200, {
      'content-type': picture.type,
      'cache-control': 'public, max-age=86400',
      'content-security-policy': "default-src 'none'",
    });
  });
  // The sign-in form has to say where it comes from, also over plain http, where browsers say nothing else.
  app.use('/login', pageHeaders('same-origin'));
  app.use(async (c, next) => (c.req.path === '/login' ? next() : pageHeaders()(c, next)));
  app.use(async (c, next) => {
    c.header('cache-control', 'no-store');
    await next();
  });

  app.get('/healthz', (c) => c.json({ ok: true }));
  app.get('/readyz', (c) => {
    const { ok, reasons } = relay.ready();
    return c.json({ ok, reasons }, ok ? 200 : 503);
  });

  app.use(ownHost(config));
  app.use(sameOrigin(config.token));
  app.get('/login', (c) => c.html(signInPage({ nonce: c.get('secureHeadersNonce') ?? '' })));
  app.post('/login', async (c) => {
    const { token } = await c.req.parseBody();
    if (config.token === undefined) return c.redirect('/', 303);
    if (typeof token !== 'string' || !sameSecret(config.token, token.trim())) {
      log.warn({}, 'Somebody tried to sign in with a wrong token');
      return c.html(signInPage({ nonce: c.get('secureHeadersNonce') ?? '', wrong: true }), 401);
    }
    rememberSession(c, config.token);
    return c.redirect('/', 303);
  });

  app.use(signedIn(config.token, (c) => c.redirect('/login', 303)));
  app.get('/', async (c) => {
    const [status, failed] = await Promise.all([
      relay.status(),
      relay.deliveries({ state: 'failed', limit: FAILED_SHOWN }),
    ]);
    if (c.req.query('part') === 'main') return c.html(statusMain({ status, failed }));
    return c.html(statusPage({ nonce: c.get('secureHeadersNonce') ?? '', status, failed }));
  });
  app.get('/metrics', async (c) =>
    c.text(await metrics.text(), 200, { 'content-type': metrics.contentType }),
  );
  app.get('/api/stream', () =>
    eventStream((send) =>
      relay.on((happening) => {
        send(outlineOf(happening));
      }),
    ),
  );
  app.route('/api', apiRoutes(relay));
  return app;
}
