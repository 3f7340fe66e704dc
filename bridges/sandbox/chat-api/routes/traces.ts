import type { Hono } from 'hono';
import type { Service } from '../service.ts';

/** What the instance wrote down about itself. */
export function traceRoutes(app: Hono, { behaviour, traces }: Service): void {
  if (behaviour.dialect === '1msg') return;

  app.get('/instanceStatuses', (c) => {
    const { min_time: minTime = '0', max_time: maxTime = 'Infinity' } = c.req.query();
    return c.json({ data: traces.statuses(Number(minTime), Number(maxTime)) });
  });
  app.get('/webhookStatus', (c) => {
    const trace = traces.hook(c.req.query('msgId') ?? '');
    return c.json(trace ?? { error: 'message was not found' });
  });
}
