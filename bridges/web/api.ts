import { Hono } from 'hono';
import { z } from 'zod';
import type { RelayView } from './contract.ts';

const MAX_LIMIT = 1000;

const querySchema = z
  .object({
    state: z.enum(['waiting', 'done', 'failed', 'skipped']),
    account: z.string(),
    conversation: z.string(),
    message: z.string(),
    limit: z.coerce.number().int().min(1).max(MAX_LIMIT),
  })
  .partial()
  .strict();

const idSchema = z.union([z.literal('all'), z.coerce.number().int().positive()]);

/** `/api`: the state of the relay as JSON, and sending again what failed. */
export function apiRoutes(relay: RelayView): Hono {
  const api = new Hono();
  api.get('/status', async (c) => c.json(await relay.status()));
  api.get('/deliveries', async (c) => {
    const query = querySchema.safeParse(c.req.query());
    if (!query.success) return c.json({ error: sentenceOf(query.error) }, 400);
    const { state, account, conversation, message, limit } = query.data;
    return c.json(
      await relay.deliveries({
        ...(state === undefined ? {} : { state }),
        ...(account === undefined ? {} : { account }),
        ...(conversation === undefined ? {} : { conversation }),
        ...(message === undefined ? {} : { messageId: message }),
        ...(limit === undefined ? {} : { limit }),
      }),
    );
  });
  api.post('/deliveries/:id/retry', async (c) => {
    const id = idSchema.safeParse(c.req.param('id'));
    if (!id.success) return c.json({ error: 'Name a delivery by its number, or "all" failed ones.' }, 400);
    const retried = await relay.retry(id.data === 'all' ? 'all' : [id.data]);
    // A button pressed in a browser without scripts goes back to the page it stands on.
    if (c.req.header('accept')?.includes('text/html')) return c.redirect('/', 303);
    if (retried === 0 && id.data !== 'all') {
      return c.json({ error: `There is no failed delivery ${String(id.data)}.` }, 404);
    }
    return c.json({ retried });
  });
  return api;
}

function sentenceOf(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.') || 'query'}: ${issue.message}`).join('; ');
}
