import { Hono } from 'hono';
import { banRoutes } from './routes/bans.ts';
import { groupRoutes } from './routes/groups.ts';
import { instanceRoutes } from './routes/instance.ts';
import { oneMsgRoutes } from './routes/one-msg.ts';
import { queueRoutes } from './routes/queues.ts';
import { readingRoutes } from './routes/reading.ts';
import { sendingRoutes } from './routes/sending.ts';
import { traceRoutes } from './routes/traces.ts';
import { TOKEN } from './seed.ts';
import type { Service } from './service.ts';

/** The API of one instance, without its prefix. Every call needs the token in its query. */
export function instanceApi(service: Service): Hono {
  const app = new Hono();
  app.use('*', async (c, next) => {
    // Clients that correct for the service's clock read it here.
    c.header('date', new Date(service.clock.now()).toUTCString());
    if (c.req.query('token') !== TOKEN) {
      return c.json({ error: 'Wrong token. Please provide token as a GET parameter.' }, 401);
    }
    return next();
  });
  instanceRoutes(app, service);
  sendingRoutes(app, service);
  groupRoutes(app, service);
  readingRoutes(app, service);
  queueRoutes(app, service);
  banRoutes(app, service);
  traceRoutes(app, service);
  oneMsgRoutes(app, service);
  return app;
}

/** Files of messages, without a token; gone after 30 days. */
export function mediaRoutes(service: Service): Hono {
  const app = new Hono();
  app.get('/:id/:name', (c) => {
    const file = service.store.file(c.req.param('id'));
    if (!file) return c.text('Not found', 404);
    return c.body(Uint8Array.from(file.bytes), 200, { 'content-type': file.info.mimeType });
  });
  return app;
}
