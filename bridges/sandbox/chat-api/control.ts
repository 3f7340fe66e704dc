import { Buffer } from 'node:buffer';
import type { Hono } from 'hono';
import { z } from 'zod';
import type { ChatApiEmulator } from './start.ts';

const receiveSchema = z.object({
  conversation: z.string(),
  as: z.string(),
  type: z.string(),
  body: z.string().optional(),
  caption: z.string().optional(),
  quotedMsgId: z.string().optional(),
  isForwarded: z.number().optional(),
  file: z
    .object({ name: z.string(), mimeType: z.string(), base64: z.string() })
    .transform(({ name, mimeType, base64 }) => ({
      name,
      mimeType,
      bytes: new Uint8Array(Buffer.from(base64, 'base64')),
    }))
    .optional(),
});
const stateSchema = z.object({
  state: z.enum(['init', 'loading', 'got qr code', 'authenticated', 'not_paid']),
  substatus: z.string().optional(),
  reason: z.string().optional(),
});

/** What this service's control door has beside the usual: the phone, its people, and its webhook gone wrong. */
export function ownControlRoutes(app: Hono, emulator: () => ChatApiEmulator): void {
  app.post('/scan-qr', (c) => {
    emulator().scanQrCode();
    return c.json({});
  });
  app.post('/state', async (c) => {
    const { state, ...details } = stateSchema.parse(await c.req.json());
    emulator().setState(state, clean(details));
    return c.json({});
  });
  app.post('/hold-queue', async (c) => {
    emulator().holdQueue(z.object({ isHeld: z.boolean() }).parse(await c.req.json()).isHeld);
    return c.json({});
  });
  app.post('/receive', async (c) =>
    c.json(emulator().receive(clean(receiveSchema.parse(await c.req.json())))),
  );
  app.post('/bulk', async (c) => {
    const { conversation, as, count } = z
      .object({ conversation: z.string(), as: z.string(), count: z.number().int().positive().max(10_000) })
      .parse(await c.req.json());
    for (let index = 1; index <= count; index += 1) {
      emulator().receive({ conversation, as, type: 'chat', body: `message ${String(index)}` });
    }
    return c.json({ count });
  });
  app.post('/ack', async (c) => {
    const { id, status } = z.object({ id: z.string(), status: z.string() }).parse(await c.req.json());
    emulator().acknowledge(id, status);
    return c.json({});
  });
  app.post('/rename', async (c) => {
    const { conversation, name } = z
      .object({ conversation: z.string(), name: z.string() })
      .parse(await c.req.json());
    emulator().rename(conversation, name);
    return c.json({});
  });
  app.post('/deliver-again', async (c) => {
    emulator().deliverAgain(z.object({ id: z.string() }).parse(await c.req.json()).id);
    return c.json({});
  });
  app.post('/deliver-raw', async (c) => {
    emulator().deliverRaw(await c.req.text());
    return c.json({});
  });
  app.post('/start-anew', (c) => {
    emulator().startAnew();
    return c.json({});
  });
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Without the keys whose value is undefined, which optional properties here do not take. */
function clean<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Defined<T>;
}
