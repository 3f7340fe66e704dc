import { Hono } from 'hono';
import { html } from 'hono/html';
import type { SecureHeadersVariables } from 'hono/secure-headers';
import { z } from 'zod';
import { eventStream } from '../../web/event-stream.ts';
import { ownHost, sameOrigin } from '../../web/guard.ts';
import { pageHeaders } from '../../web/page-headers.ts';
import { page } from '../../web/layout.ts';
import type { FaultName } from './contract.ts';
import { FAULTS } from './contract.ts';
import type { Hall } from './hall.ts';
import script from './page/main.ts?text';
import css from './page/demo.css?text';
import { faultFor, serviceOf } from './services.ts';

const placeShape = { account: z.string(), conversation: z.string(), as: z.string() };
/** Bytes travel as base64. */
const fileSchema = z.object({
  name: z.string(),
  mimeType: z.string(),
  bytes: z.string().transform((text) => Uint8Array.from(Buffer.from(text, 'base64'))),
});
const saySchema = z.object({
  ...placeShape,
  text: z.string(),
  replyTo: z.string().optional(),
  files: z.array(fileSchema).default([]),
});
const ownSchema = z.object({ ...placeShape, id: z.string() });
const editSchema = ownSchema.extend({ text: z.string().min(1) });
const reactSchema = ownSchema.extend({ emoji: z.string(), remove: z.boolean() });
const faultSchema = z.object({
  account: z.string(),
  fault: z.string().refine((name): name is FaultName => name in FAULTS, 'is not a known fault'),
});

export interface DemoAppOptions {
  readonly hall: Hall;
  /** Address of the daemon's own status page. */
  readonly daemonUrl: string;
  /** Kills the daemon without warning and starts it again; absent where it lives in this process. */
  readonly killDaemon?: () => Promise<void>;
}

/** The demo page and what it calls: act as a person, make a service misbehave, see what happens. */
export function createDemoApp({
  hall,
  daemonUrl,
  killDaemon,
}: DemoAppOptions): Hono<{ Variables: SecureHeadersVariables }> {
  const app = new Hono<{ Variables: SecureHeadersVariables }>();
  const local = { host: '127.0.0.1', port: 0, maxBodyBytes: 0 };
  app.use(pageHeaders(), ownHost(local), sameOrigin(undefined));
  // What a service refuses (somebody else's message, an edit it does not know) is shown to the visitor as it is.
  app.onError((error, c) => c.json({ error: sentenceOf(error) }, 400));

  app.get('/', (c) =>
    c.html(
      page({
        title: 'Parley demo',
        nonce: c.get('secureHeadersNonce') ?? '',
        css,
        script,
        body: html`<div
          id="app"
          data-status="${daemonUrl}"
          data-kill="${String(killDaemon !== undefined)}"
        ></div>`,
      }),
    ),
  );
  app.get('/api/state', async (c) => c.json(await hall.state()));
  app.get('/api/stream', () =>
    eventStream((send) =>
      hall.on((event) => {
        send(event);
      }),
    ),
  );
  app.post('/api/say', async (c) => {
    const { account, replyTo, files, ...said } = saySchema.parse(await c.req.json());
    return c.json(
      await hall.emulator(account).say({
        ...said,
        ...(replyTo === undefined ? {} : { replyTo }),
        ...(files.length === 0 ? {} : { files }),
      }),
    );
  });
  app.post('/api/edit', async (c) => {
    const { account, ...edit } = editSchema.parse(await c.req.json());
    await hall.emulator(account).edit(edit);
    return c.json({});
  });
  app.post('/api/delete', async (c) => {
    const { account, ...own } = ownSchema.parse(await c.req.json());
    await hall.emulator(account).delete(own);
    return c.json({});
  });
  app.post('/api/react', async (c) => {
    const { account, ...reaction } = reactSchema.parse(await c.req.json());
    await hall.emulator(account).react(reaction);
    return c.json({});
  });
  app.post('/api/fault', async (c) => {
    const { account, fault } = faultSchema.parse(await c.req.json());
    hall.emulator(account).faults.add(faultFor(fault, serviceOf(account)));
    return c.json({});
  });
  if (killDaemon) {
    app.post('/api/kill', async (c) => {
      await killDaemon();
      return c.json({});
    });
  }
  return app;
}

function sentenceOf(error: Error): string {
  if (!(error instanceof z.ZodError)) return error.message;
  return error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
}
