import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { DeliveryState } from '../journal/contract.ts';
import type { FeedStatus, Happening, RelayStatus } from '../relay/contract.ts';
import type { RelayView } from './contract.ts';

/** Seconds; the fine end is where a delivery between two services on one machine lies. */
const LATENCY_BUCKETS = [
  0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800,
];
const FEED_STATES: readonly FeedStatus['state'][] = [
  'starting',
  'running',
  'catching-up',
  'failing',
  'stopped',
];
const DELIVERY_STATES: readonly DeliveryState[] = ['waiting', 'done', 'failed', 'skipped'];

/** The numbers of one daemon, as Prometheus reads them. */
export interface Metrics {
  /** Counts a webhook request that was not taken in. */
  hookRefused(reason: string): void;
  readonly contentType: string;
  /** The text of `/metrics`; asks the relay for what is counted at that moment. */
  text(): Promise<string>;
  /** Stops listening to the relay. */
  close(): void;
}

/** Counts what the relay tells from now on. One per daemon; nothing is registered globally. */
export function createMetrics(relay: RelayView): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const accepted = new Counter({
    name: 'parley_events_accepted_total',
    help: 'Events stored in the journal with at least one delivery',
    labelNames: ['account', 'type'] as const,
    registers,
  });
  const settled = new Counter({
    name: 'parley_deliveries_settled_total',
    help: 'Deliveries that ended since start, by how they ended',
    labelNames: ['account', 'state'] as const,
    registers,
  });
  const attemptsFailed = new Counter({
    name: 'parley_attempts_failed_total',
    help: 'Attempts that failed and are tried again',
    labelNames: ['account'] as const,
    registers,
  });
  const recognised = new Counter({
    name: 'parley_unknown_outcomes_total',
    help: 'Attempts whose answer never came, by what the look-back found',
    labelNames: ['account', 'result'] as const,
    registers,
  });
  const loops = new Counter({ name: 'parley_loops_stopped_total', help: 'Loops stopped', registers });
  const refused = new Counter({
    name: 'parley_webhook_refused_total',
    help: 'Webhook requests that were not taken in',
    labelNames: ['reason'] as const,
    registers,
  });
  const latency = new Histogram({
    name: 'parley_delivery_seconds',
    help: 'Time from the event in the journal to its copy at the destination',
    labelNames: ['account'] as const,
    buckets: LATENCY_BUCKETS,
    registers,
  });
  const turns = new Counter({
    name: 'parley_bot_turns_total',
    help: 'Turns of bots that ended since start, by how they ended; open ones are left to the next start',
    labelNames: ['bot', 'state'] as const,
    registers,
  });
  const used = new Counter({
    name: 'parley_bot_tokens_total',
    help: 'Tokens that turns of bots used since start',
    labelNames: ['bot', 'kind'] as const,
    registers,
  });
  const thinking = new Histogram({
    name: 'parley_bot_turn_seconds',
    help: 'Time from the beginning of a turn to its last words in the journal',
    labelNames: ['bot'] as const,
    buckets: LATENCY_BUCKETS,
    registers,
  });
  const gauges = statusGauges(registers);

  /** Deliveries of one event come one after the other, and events of an account in the order of their ids. */
  const lastEvent = new Map<string, number>();
  const stop = relay.on((happening: Happening) => {
    switch (happening.type) {
      case 'accepted': {
        const { from, eventId, event } = happening.delivery;
        if (lastEvent.get(from.account) === eventId) return;
        lastEvent.set(from.account, eventId);
        accepted.inc({ account: from.account, type: event.type });
        return;
      }
      case 'attempt-failed':
        attemptsFailed.inc({ account: happening.delivery.to.account });
        return;
      case 'settled': {
        const account = happening.delivery.to.account;
        settled.inc({ account, state: happening.state });
        if (happening.state === 'done')
          latency.observe({ account }, (Date.now() - happening.delivery.receivedAt) / 1000);
        if (happening.recognised) recognised.inc({ account, result: happening.recognised });
        return;
      }
      case 'turn-ended': {
        const { bot, state, tokens, ms } = happening;
        turns.inc({ bot, state });
        used.inc({ bot, kind: 'input' }, tokens.input);
        used.inc({ bot, kind: 'output' }, tokens.output);
        thinking.observe({ bot }, ms / 1000);
        return;
      }
      case 'loop-stopped':
        loops.inc();
        return;
      case 'feed':
    }
  });
  return {
    hookRefused: (reason) => {
      refused.inc({ reason });
    },
    contentType: registry.contentType,
    text: async () => {
      gauges(await relay.status());
      return registry.metrics();
    },
    close: stop,
  };
}

/** What is read from the relay's status when somebody asks, rather than counted along. */
function statusGauges(registers: Registry[]): (status: RelayStatus) => void {
  const deliveries = new Gauge({
    name: 'parley_deliveries',
    help: 'Deliveries in the journal, by state',
    labelNames: ['state'] as const,
    registers,
  });
  const waiting = new Gauge({
    name: 'parley_lane_waiting',
    help: 'Deliveries waiting for conversations of an account',
    labelNames: ['account'] as const,
    registers,
  });
  const blocked = new Gauge({
    name: 'parley_lanes_blocked',
    help: 'Conversations of an account that wait to try again after a failure',
    labelNames: ['account'] as const,
    registers,
  });
  const feeds = new Gauge({
    name: 'parley_feed_state',
    help: '1 for the state an account’s feed is in, 0 for the others',
    labelNames: ['account', 'kind', 'state'] as const,
    registers,
  });
  return (status) => {
    for (const state of DELIVERY_STATES) deliveries.set({ state }, status.counts[state]);
    waiting.reset();
    blocked.reset();
    feeds.reset();
    for (const { name, feed } of status.accounts) {
      waiting.set({ account: name }, 0);
      blocked.set({ account: name }, 0);
      for (const state of FEED_STATES) {
        feeds.set({ account: name, kind: feed.kind, state }, state === feed.state ? 1 : 0);
      }
    }
    for (const lane of status.lanes) {
      waiting.inc({ account: lane.place.account }, lane.waiting);
      if (lane.blocked !== undefined) blocked.inc({ account: lane.place.account });
    }
  };
}
