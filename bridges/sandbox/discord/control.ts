import { PermissionFlagsBits } from 'discord-api-types/v10';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Admin } from './admin.ts';

const isPermission = (name: string): name is keyof typeof PermissionFlagsBits => name in PermissionFlagsBits;

/** What only a Discord server has, over HTTP; mount it beside the door that all emulators have. */
export function adminRoutes(admin: () => Admin): Hono {
  const app = new Hono();
  const post = <T>(path: string, schema: z.ZodType<T, z.ZodTypeDef, unknown>, run: (body: T) => unknown) => {
    app.post(path, async (c) => {
      const text = await c.req.text();
      return c.json(run(schema.parse(text === '' ? {} : JSON.parse(text))) ?? {});
    });
  };
  app.onError((error, c) => c.json({ error: error.message }, 400));
  const switched = z.object({ on: z.boolean() });
  const spot = z.object({ conversation: z.string(), id: z.string() });

  post('/close-sockets', z.object({ code: z.number().int() }), ({ code }) => admin().closeSockets(code));
  post('/reconnect', z.object({}), () => admin().reconnect());
  post('/invalidate', z.object({ resumable: z.boolean() }), ({ resumable }) => admin().invalidate(resumable));
  post('/ask-heartbeat', z.object({}), () => admin().askHeartbeat());
  post('/acks', switched, ({ on }) => admin().setAcks(on));
  post('/refuse-sockets', z.object({ status: z.number().int().optional() }), ({ status }) =>
    admin().refuseSockets(status),
  );
  post('/starts-left', z.object({ left: z.number().int() }), ({ left }) => admin().setStartsLeft(left));
  post('/content-intent', switched, ({ on }) => admin().setContentIntent(on));
  post('/revoke-token', z.object({ revoked: z.boolean().default(true) }), ({ revoked }) =>
    admin().revokeToken(revoked),
  );
  post('/member', switched, ({ on }) => admin().setMember(on));
  post(
    '/deny',
    z.object({ channel: z.string(), permissions: z.array(z.string().refine(isPermission)) }),
    ({ channel, permissions }) => admin().deny(channel, permissions.filter(isPermission)),
  );
  post(
    '/throttle',
    z.object({
      scope: z.enum(['user', 'global', 'shared']),
      retryAfterMs: z.number(),
      path: z.string().default(''),
      times: z.number().int().positive().default(1),
    }),
    (throttle) => admin().throttle(throttle),
  );
  post('/delete-webhook', z.object({ id: z.string() }), ({ id }) => admin().deleteWebhook(id));
  post(
    '/delete-many',
    z.object({ conversation: z.string(), ids: z.array(z.string()) }),
    ({ conversation, ids }) => admin().deleteMany(conversation, ids),
  );
  post('/say-in-thread', spot.extend({ as: z.string(), text: z.string() }), (said) =>
    admin().sayInThread(said),
  );
  post(
    '/open-post',
    z.object({ conversation: z.string(), as: z.string(), name: z.string(), text: z.string() }),
    (opened) => admin().openPost(opened),
  );
  post(
    '/thread',
    z.object({ thread: z.string(), archived: z.boolean().optional(), locked: z.boolean().optional() }),
    ({ thread, ...state }) => admin().setThread(thread, state),
  );
  return app;
}
