import type { Log } from '../../src/host/index.ts';
import { ServiceError } from '../../src/host/index.ts';
import type { Author } from '../../src/model/index.ts';
import type { PersonConfig, RouteConfig } from '../config/model.ts';
import type { Delivery, Journal, Place } from '../journal/contract.ts';
import type { Account, Happening, Intaking, LaneStatus, Listening } from './contract.ts';
import { createIntake } from './intake.ts';
import { describeDelivery, Lane } from './lane.ts';
import type { LaneContext } from './lane.ts';
import { LoopGuard } from './loop-guard.ts';
import { createMentions } from './mentions.ts';
import type { Outbox } from './outbox.ts';
import { createOutbox } from './outbox.ts';
import { createParticipants } from './participants.ts';
import type { Planner } from './planner.ts';
import { createPlanner } from './planner.ts';
import type { Destination } from './routing.ts';
import { createRouting, keyOf } from './routing.ts';
import { createSignals } from './signals.ts';

/** How often the journal is asked whether another process has put something back in line, milliseconds. */
const LOOK_ELSEWHERE_MS = 1000;

export interface RelayOptions {
  readonly journal: Journal;
  readonly accounts: readonly Account[];
  readonly routes: readonly RouteConfig[];
  /** Who is who on several accounts. @default nobody */
  readonly people?: readonly PersonConfig[];
  /**
   * Address of a picture of an author that every service can fetch; undefined where there is none, and the author's
   * own address is given. @default always the author's own
   */
  readonly pictures?: (source: Place, author: Author) => string | undefined;
  /** The bots that listen besides the routes. @default none */
  readonly listening?: Listening;
  readonly log: Log;
  /** Called once when the journal cannot be written any more. Nothing is acknowledged from then on. */
  onFatal(error: unknown): void;
}

/** Carries events to their destinations. */
export interface Relay extends Intaking {
  /** Takes up what an earlier process left behind. */
  start(): Promise<void>;
  /** Finishes what is in flight and starts nothing new; the rest waits in the journal. */
  stop(): Promise<void>;
  /** Returns the way to stop listening. */
  on(listener: (happening: Happening) => void): () => void;
  tell(happening: Happening): void;
  lanes(): LaneStatus[];
  /** Conversations of an account whose events have a route, or that bots are set to listen in. */
  sources(account: string): readonly string[];
  /** Whether bots listen in every conversation of an account. */
  wantsAll(account: string): boolean;
  /** Where the messages of a conversation are mirrored to. */
  destinations(place: Place): readonly Destination[];
  /** Delivers what a bot says: deliveries that the journal has just stored, in that order. */
  hand(deliveries: readonly Delivery[]): void;
  /** Whether a route wants to know what people of this account are doing just now. */
  wantsSignals(account: string): boolean;
  /** Looks at once for deliveries that were put back in line. */
  reload(): Promise<void>;
}

/** @throws the journal's errors, from `start` */
export function createRelay(options: RelayOptions): Relay {
  const { journal, log, listening } = options;
  const accounts = new Map(options.accounts.map((account) => [account.config.name, account]));
  const outboxes = new Map<string, Outbox>();
  for (const [name, { connection, config }] of accounts) {
    outboxes.set(name, createOutbox(connection.capabilities, config.rate));
  }
  const routing = createRouting(options.routes);
  const guard = new LoopGuard(() => Date.now());
  const lanes = new Map<string, Lane>();
  const listeners = new Set<(happening: Happening) => void>();
  const cursors = new Map<string, string>();
  const stopping = new AbortController();
  const participants = createParticipants((name) => accounts.get(name)?.connection, log);
  const mentions = createMentions({
    people: options.people ?? [],
    notifies: (name) => accounts.get(name)?.connection.capabilities.mentions === true,
    participants: (place) => participants.in(place),
  });
  const signals = createSignals({ accounts, routes: options.routes, log, now: Date.now });
  let plan: Planner | undefined;
  let lookElsewhere: NodeJS.Timeout | undefined;

  const tell = (happening: Happening): void => {
    logHappening(log, happening);
    for (const listener of listeners) listener(happening);
  };

  const laneOf = (place: Delivery['to'], left = 0): Lane => {
    const known = lanes.get(keyOf(place));
    if (known) return known;
    const lane = new Lane(place, contextOf(place.account), left);
    lanes.set(keyOf(place), lane);
    return lane;
  };

  const contextOf = (name: string): LaneContext => ({
    journal,
    guard,
    plan: (delivery, patient) => {
      if (!plan) throw new Error('The relay plans nothing before it has started.');
      return plan(delivery, patient);
    },
    tell,
    signal: stopping.signal,
    outbox: found(outboxes, name),
    isSource: ({ account, conversation }) => routing.destinations(account, conversation).length > 0,
    account: (other) => found(accounts, other),
    fatal: options.onFatal,
  });

  // A message counts once for the guard, however many destinations it has.
  let judged: { eventId: number; verdict: ReturnType<LoopGuard['seen']> } | undefined;
  const judge = ({ event, eventId, from }: Delivery): ReturnType<LoopGuard['seen']> => {
    if (event.type !== 'message.created') return 'pass';
    if (judged?.eventId === eventId) return judged.verdict === 'pass' ? 'pass' : 'rest';
    judged = { eventId, verdict: guard.seen(from, event.message) };
    return judged.verdict;
  };

  const onDelivery = (delivery: Delivery): void => {
    tell({ type: 'accepted', delivery });
    const verdict = judge(delivery);
    if (verdict === 'pass') {
      laneOf(delivery.to).push(delivery);
      return;
    }
    const reason =
      'More than 20 messages of the last minute repeated what was mirrored there: another bridge seems to send our ' +
      'copies back. Mirroring out of this conversation rests for five minutes; remove one of the bridges, then send ' +
      'again with `parley journal retry`.';
    if (verdict === 'tripped') tell({ type: 'loop-stopped', place: delivery.from, reason });
    journal.settle({ delivery, state: 'failed', attempts: 0, reason }).catch(options.onFatal);
  };

  const reload = async (): Promise<void> => {
    for (const { place, count } of await journal.waitingLanes()) {
      if (accounts.has(place.account)) laneOf(place).reload(count);
    }
  };

  const lookAgain = async (): Promise<void> => {
    if (journal.changedElsewhere()) await reload();
  };

  return {
    ...createIntake({ journal, routing, signals, listening, onDelivery, onFatal: options.onFatal }, cursors),
    wantsSignals: (account) => signals.wanted(account),
    wantsAll: (account) => listening?.everywhere(account) ?? false,
    sources: (account) => [
      ...new Set([...routing.sources(account), ...(listening?.conversations(account) ?? [])]),
    ],
    destinations: ({ account, conversation }) => routing.destinations(account, conversation),
    hand(deliveries) {
      // The guard is for what comes in: a bot may repeat what was said.
      for (const delivery of deliveries) {
        tell({ type: 'accepted', delivery });
        laneOf(delivery.to).push(delivery);
      }
    },
    lanes: () => [...lanes.values()].map((lane) => lane.status()),
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell,
    reload,
    async start() {
      plan = createPlanner({
        journal,
        routing,
        routes: options.routes,
        mentions,
        account: (name) => found(accounts, name),
        underWay: (place) => lanes.get(keyOf(place))?.underWay(),
        instance: (await journal.secret('instance')).slice(0, 8),
        ...(options.pictures ? { pictures: options.pictures } : {}),
      });
      for (const name of accounts.keys()) {
        const cursor = await journal.cursor(name);
        if (cursor !== undefined) cursors.set(name, cursor);
      }
      for (const { place, count } of await journal.waitingLanes()) {
        if (accounts.has(place.account)) laneOf(place, count).wake();
        else
          log.warn(
            { account: place.account, waiting: count },
            'deliveries wait for an account that is not configured any more',
          );
      }
      lookElsewhere = setInterval(() => {
        lookAgain().catch(options.onFatal);
      }, LOOK_ELSEWHERE_MS);
    },
    async stop() {
      clearInterval(lookElsewhere);
      stopping.abort();
      await Promise.all([...lanes.values()].map((lane) => lane.idle()));
    },
  };
}

function found<T>(map: ReadonlyMap<string, T>, name: string): T {
  const value = map.get(name);
  if (value === undefined) {
    throw new ServiceError({
      kind: 'not-found',
      tried: `deliver a message of the account "${name}"`,
      cameBack: 'the account is not configured any more',
      advice: 'Add it to parley.yaml again, then send again with `parley journal retry`.',
    });
  }
  return value;
}

function logHappening(log: Log, happening: Happening): void {
  switch (happening.type) {
    case 'attempt-failed':
      log.warn(
        { ...describeDelivery(happening.delivery), retryInMs: happening.retryInMs },
        `delivery not done yet: ${happening.reason}`,
      );
      break;
    case 'settled':
      if (happening.state === 'failed') {
        log.error(
          describeDelivery(happening.delivery),
          `delivery failed and is kept: ${happening.reason ?? ''}`,
        );
      } else if (happening.recognised !== undefined) {
        const { recognised } = happening;
        log.info(
          { ...describeDelivery(happening.delivery), recognised },
          'delivery of unknown outcome cleared up',
        );
      }
      break;
    case 'loop-stopped':
      log.error(
        { account: happening.place.account, conversation: happening.place.conversation },
        happening.reason,
      );
      break;
    default:
  }
}
