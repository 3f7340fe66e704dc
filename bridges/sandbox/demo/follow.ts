import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

const RECONNECT_MS = 150;

const placeSchema = z.object({ account: z.string(), conversation: z.string() });
const stateSchema = z.enum(['waiting', 'done', 'failed', 'skipped']);
const deliverySchema = z.object({
  id: z.number(),
  type: z.string(),
  from: placeSchema,
  to: placeSchema,
  messageId: z.string(),
  attempts: z.number(),
  receivedAt: z.string(),
});
const happeningSchema = z.object({
  type: z.string(),
  at: z.string().optional(),
  delivery: deliverySchema.optional(),
  state: stateSchema.optional().catch(undefined),
  reason: z.string().optional(),
  copies: z.array(z.string()).default([]),
});
/** A row of `/api/deliveries`. */
export const reportSchema = deliverySchema.extend({
  state: stateSchema,
  copies: z.array(z.string()),
  reason: z.string().optional(),
  settledAt: z.string().optional(),
});

export type StreamedHappening = z.infer<typeof happeningSchema>;
export type Report = z.infer<typeof reportSchema>;

export interface Followed {
  /** Connected, also again after a loss: what was there before is among these reports. */
  onReports(reports: readonly Report[]): void;
  onHappening(happening: StreamedHappening): void;
  onLost(): void;
}

/**
 * Follows a daemon over its HTTP API, as any program could, through its restarts.
 * @returns the way to stop
 */
export function followDaemon(url: string, followed: Followed): () => void {
  const stopped = new AbortController();
  void follow(url, followed, stopped.signal);
  return () => {
    stopped.abort();
  };
}

async function follow(url: string, followed: Followed, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const stream = await fetch(`${url}/api/stream`, { signal });
      const reports = await fetch(`${url}/api/deliveries?limit=1000`, { signal });
      followed.onReports(z.array(reportSchema).parse(await reports.json()));
      for await (const data of dataOf(stream)) followed.onHappening(happeningSchema.parse(JSON.parse(data)));
    } catch {
      // Not there at the moment, or just gone: the next round finds out.
    }
    if (signal.aborted) return;
    followed.onLost();
    await sleep(RECONNECT_MS, undefined, { signal }).catch(() => undefined);
  }
}

async function* dataOf(response: Response): AsyncGenerator<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let waiting = '';
  for (;;) {
    const { done, value = '' } = (await reader?.read()) ?? { done: true };
    if (done) return;
    const events = (waiting + value).split('\n\n');
    waiting = events.pop() ?? '';
    for (const event of events) if (event.startsWith('data: ')) yield event.slice('data: '.length);
  }
}
