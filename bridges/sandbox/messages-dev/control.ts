import type { Hono } from 'hono';
import { z } from 'zod';
import type { MessagesDevEmulator } from './start.ts';

/** What this service's control door has beside the usual: the Mac behind the lines, and the sandbox line. */
export function ownControlRoutes(app: Hono, emulator: () => MessagesDevEmulator): void {
  app.post('/outbox-fail', async (c) => {
    const { error, times = 1 } = z
      .object({ error: z.string(), times: z.number().int().positive().optional() })
      .parse(await c.req.json());
    for (let count = 0; count < times; count += 1) emulator().failNext(error);
    return c.json({});
  });
  app.post('/outbox-hold', async (c) => {
    emulator().holdOutbox(z.object({ isHeld: z.boolean() }).parse(await c.req.json()).isHeld);
    return c.json({});
  });
  app.post('/webhook-data', async (c) => {
    const { form } = z.object({ form: z.enum(['narrow', 'wide']) }).parse(await c.req.json());
    emulator().setWebhookData(form);
    return c.json({});
  });
  app.get('/deliveries', (c) => c.json(emulator().deliveries()));
  app.post('/sandbox-activate', async (c) => {
    emulator().activateSandbox(z.object({ as: z.string() }).parse(await c.req.json()).as);
    return c.json({});
  });
  app.post('/group', async (c) => {
    const { people, name } = z
      .object({ people: z.array(z.string()).min(2), name: z.string().optional() })
      .parse(await c.req.json());
    return c.json(emulator().addGroup(people, name));
  });
}
