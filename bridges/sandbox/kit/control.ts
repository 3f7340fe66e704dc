import { Hono } from 'hono';
import type { Emulator } from './emulator.ts';
import type { Fault } from './faults.ts';
import { z } from 'zod';

const faultSchema = z
  .object({
    kind: z.enum([
      'status',
      'slow',
      'drop',
      'lost-answer',
      'deliver-twice',
      'deliver-out-of-order',
      'drop-delivery',
      'cut-socket',
      'refuse-resume',
    ]),
    after: z.number().int().min(0).optional(),
    times: z.number().int().positive().optional(),
    match: z.object({ method: z.string().optional(), path: z.string().optional() }).optional(),
    status: z.number().int().optional(),
    retryAfter: z.number().optional(),
    body: z.string().optional(),
    ms: z.number().optional(),
  })
  .refine(
    (f) => (f.kind !== 'status' || f.status !== undefined) && (f.kind !== 'slow' || f.ms !== undefined),
    {
      message: 'a fault of kind "status" needs "status", one of kind "slow" needs "ms"',
    },
  );

/** Bytes travel as base64. */
const fileSchema = z.object({
  name: z.string(),
  mimeType: z.string(),
  bytes: z.string().transform((text) => Uint8Array.from(Buffer.from(text, 'base64'))),
});

const saySchema = z.object({
  conversation: z.string(),
  as: z.string(),
  text: z.string(),
  replyTo: z.string().optional(),
  mentions: z.array(z.string()).optional(),
  files: z.array(fileSchema).optional(),
});
const presenceSchema = z.object({ conversation: z.string(), as: z.string() });
const ownSchema = z.object({ conversation: z.string(), id: z.string(), as: z.string() });

/**
 * The second door of an emulator over HTTP, the same for all of them; mount it under `/_control`.
 * Bad input is answered with 400 and a sentence.
 */
export function controlRoutes(emulator: () => Emulator): Hono {
  const app = new Hono();
  app.onError((error, c) => c.json({ error: error.message }, 400));
  app.get('/', (c) =>
    c.json({
      platform: emulator().platform,
      conversations: emulator().conversations(),
      people: emulator().people(),
      now: new Date(emulator().clock.now()).toISOString(),
    }),
  );
  app.get('/messages', async (c) => c.json(await emulator().read(c.req.query('conversation') ?? '')));
  app.post('/say', async (c) => {
    const { replyTo, mentions, files, ...rest } = saySchema.parse(await c.req.json());
    return c.json(
      await emulator().say({
        ...rest,
        ...(replyTo === undefined ? {} : { replyTo }),
        ...(mentions === undefined ? {} : { mentions }),
        ...(files === undefined ? {} : { files }),
      }),
    );
  });
  app.post('/edit', async (c) => {
    await emulator().edit(ownSchema.extend({ text: z.string() }).parse(await c.req.json()));
    return c.json({});
  });
  app.post('/delete', async (c) => {
    await emulator().delete(ownSchema.parse(await c.req.json()));
    return c.json({});
  });
  app.post('/react', async (c) => {
    const { remove, ...rest } = ownSchema
      .extend({ emoji: z.string(), remove: z.boolean().optional() })
      .parse(await c.req.json());
    await emulator().react(remove === undefined ? rest : { ...rest, remove });
    return c.json({});
  });
  app.post('/type', async (c) => {
    await emulator().type?.(presenceSchema.parse(await c.req.json()));
    return c.json({});
  });
  app.post('/see', async (c) => {
    await emulator().see?.(presenceSchema.parse(await c.req.json()));
    return c.json({});
  });
  app.post('/faults', async (c) => {
    emulator().faults.add(faultSchema.parse(await c.req.json()) as Fault);
    return c.json({});
  });
  app.delete('/faults', (c) => {
    emulator().faults.clear();
    return c.json({});
  });
  app.post('/clock', async (c) => {
    const { stepMs } = z.object({ stepMs: z.number() }).parse(await c.req.json());
    emulator().clock.step(stepMs);
    return c.json({ now: new Date(emulator().clock.now()).toISOString() });
  });
  app.post('/webhook', async (c) => {
    const { url } = z.object({ url: z.string() }).parse(await c.req.json());
    await emulator().setWebhook?.(url);
    return c.json({});
  });
  return app;
}
