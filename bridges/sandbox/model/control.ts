import { Hono } from 'hono';
import { z } from 'zod';
import type { ModelEmulator } from './emulator.ts';
import type { ModelFault } from './faults.ts';
import type { Script } from './script.ts';

const common = {
  times: z.number().int().positive().optional(),
  match: z.object({ method: z.string().optional(), path: z.string().optional() }).optional(),
};
const faultSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('status'),
    status: z.number().int(),
    retryAfter: z.number().optional(),
    body: z.string().optional(),
    ...common,
  }),
  z.object({ kind: z.literal('slow'), ms: z.number(), ...common }),
  ...(['drop', 'lost-answer', 'malformed', 'empty', 'no-body'] as const).map((kind) =>
    z.object({ kind: z.literal(kind), ...common }),
  ),
  ...(['break-stream', 'end-stream', 'stream-error'] as const).map((kind) =>
    z.object({ kind: z.literal(kind), after: z.number().int().nonnegative(), ...common }),
  ),
]);

const ruleSchema = z.object({
  when: z
    .object({
      said: z.string().optional(),
      model: z.string().optional(),
      tool: z.string().optional(),
      afterTool: z.boolean().optional(),
    })
    .optional(),
  times: z.number().int().positive().optional(),
  answer: z.object({
    text: z.string().optional(),
    toolCalls: z.array(z.object({ name: z.string(), arguments: z.string() })).optional(),
    refusal: z.string().optional(),
    finish: z.string().optional(),
    withoutUsage: z.literal(true).optional(),
    error: z.object({ status: z.number().int(), retryAfter: z.number().optional() }).optional(),
  }),
});

/** The second door over HTTP, under `/_control`: what was asked, faults, other rules. Bad input is answered with 400. */
export function modelControl(emulator: () => ModelEmulator): Hono {
  const app = new Hono();
  app.onError((error, c) => c.json({ error: error.message }, 400));
  app.get('/', (c) => c.json({ service: 'model', url: emulator().url }));
  app.get('/requests', (c) => c.json(emulator().requests()));
  app.post('/faults', async (c) => {
    emulator().faults.add(faultSchema.parse(await c.req.json()) as ModelFault);
    return c.json({});
  });
  app.delete('/faults', (c) => {
    emulator().faults.clear();
    return c.json({});
  });
  app.post('/script', async (c) => {
    emulator().setScript(z.array(ruleSchema).parse(await c.req.json()) as Script);
    return c.json({});
  });
  return app;
}
