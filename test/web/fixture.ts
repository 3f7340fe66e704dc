import type { Log } from '../../src/host/index.ts';
import type { MessageCreated } from '../../src/model/index.ts';
import type { WebConfig } from '../../bridges/config/model.ts';
import type { Delivery, DeliveryQuery, DeliveryReport } from '../../bridges/journal/contract.ts';
import type { Happening, RelayStatus } from '../../bridges/relay/contract.ts';
import type { HookHandler, RelayView, WebServer } from '../../bridges/web/index.ts';
import { createMetrics, createWebServer } from '../../bridges/web/index.ts';

export const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

export const failedDelivery: DeliveryReport = {
  id: 7,
  state: 'failed',
  route: 'team',
  from: { account: 'site', conversation: '12' },
  to: { account: 'team', conversation: 'C1' },
  type: 'message.created',
  messageId: '900',
  copies: [],
  excerpt: '<img src=x onerror="window.stolen=1"> hello',
  attempts: 3,
  reason: 'Could not send: HTTP 403 "<script>window.stolen=1</script>". Invite the bot.',
  receivedAt: '2026-11-20T10:00:00.000Z',
};

/** A relay that remembers what it was asked and tells what a test makes it tell. */
export function fakeRelay() {
  const listeners = new Set<(happening: Happening) => void>();
  const queries: DeliveryQuery[] = [];
  const retried: (readonly number[] | 'all')[] = [];
  const state: { ready: ReturnType<RelayView['ready']>; status: RelayStatus } = {
    ready: { ok: true, reasons: [] },
    status: {
      accounts: [
        {
          name: 'site',
          platform: 'buddypress',
          identity: '<b>Parley</b>',
          feed: { kind: 'poll', state: 'failing', error: 'Could not list <threads>.' },
        },
        { name: 'team', platform: 'slack', feed: { kind: 'socket', state: 'running' } },
      ],
      lanes: [
        { place: { account: 'team', conversation: 'C1' }, waiting: 3, blocked: 'Slack says wait.' },
        { place: { account: 'team', conversation: 'C2' }, waiting: 2 },
      ],
      counts: { waiting: 5, done: 40, failed: 1, skipped: 2 },
    },
  };
  const view: RelayView = {
    status: () => Promise.resolve(state.status),
    deliveries: (query) => {
      queries.push(query);
      return Promise.resolve([failedDelivery]);
    },
    retry: (ids) => {
      retried.push(ids);
      return Promise.resolve(ids === 'all' || ids.includes(failedDelivery.id) ? 1 : 0);
    },
    on: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    ready: () => state.ready,
  };
  return {
    view,
    state,
    queries,
    retried,
    listeners,
    tell(happening: Happening) {
      for (const listener of listeners) listener(happening);
    },
  };
}

export interface Setup extends AsyncDisposable {
  readonly relay: ReturnType<typeof fakeRelay>;
  readonly server: WebServer;
}

export async function start(
  options: { config?: Partial<WebConfig>; hooks?: Record<string, HookHandler> } = {},
): Promise<Setup> {
  const relay = fakeRelay();
  const metrics = createMetrics(relay.view);
  const config: WebConfig = { host: '127.0.0.1', port: 0, maxBodyBytes: 1000, ...options.config };
  const server = await createWebServer({
    config,
    relay: relay.view,
    hooks: options.hooks ?? {},
    log: silent,
    metrics,
  });
  return {
    relay,
    server,
    [Symbol.asyncDispose]: async () => {
      metrics.close();
      await server.close();
    },
  };
}

export function delivery(id: number, eventId = id): Delivery {
  const event: MessageCreated = {
    type: 'message.created',
    conversation: '12',
    key: `created:${String(eventId)}`,
    position: String(eventId).padStart(10, '0'),
    at: '2026-11-20T10:00:00.000Z',
    message: {
      platform: 'buddypress',
      account: 'site',
      conversation: '12',
      id: String(eventId),
      author: { id: '2', name: 'Alice', kind: 'person' },
      text: { type: 'root', children: [] },
      attachments: [],
      sentAt: '2026-11-20T10:00:00.000Z',
      raw: { secret: 'only in memory' },
    },
  };
  return {
    id,
    eventId,
    route: 'team',
    from: { account: 'site', conversation: '12' },
    to: { account: 'team', conversation: 'C1' },
    event,
    receivedAt: Date.now() - 20,
    attempts: 0,
  };
}
