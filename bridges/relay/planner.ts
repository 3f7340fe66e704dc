import { ServiceError } from '../../src/host/index.ts';
import type { Author, ParleyEvent } from '../../src/model/index.ts';
import type { Connection } from '../../src/platforms/index.ts';
import type { RouteConfig } from '../config/model.ts';
import type { Delivery, Journal, Place } from '../journal/contract.ts';
import type { Account } from './contract.ts';
import type { Way } from './draft.ts';
import { inGoodTime } from './in-good-time.ts';
import type { Mentions } from './mentions.ts';
import { isOwnWords } from './own-words.ts';
import { planDelivery } from './plan.ts';
import type { Routing } from './routing.ts';
import { keyOf } from './routing.ts';
import type { Plan } from './steps.ts';

/** So long something is held back that may be about a copy whose sending has not ended, milliseconds. */
const COPY_MS = 10_000;

export interface PlannerOptions {
  readonly journal: Journal;
  readonly routing: Routing;
  readonly routes: readonly RouteConfig[];
  readonly mentions: Mentions;
  /** @throws when there is none */
  account(name: string): Account;
  /** Picture of an author of a place, where the author's own cannot be fetched by everybody. */
  pictures?(source: Place, author: Author): string | undefined;
  /** Ends when it is on disk what became of a copy that may be in a place by now; undefined when there is none. */
  underWay(place: Place): Promise<void> | undefined;
  /** Names this journal in keys and markers. */
  readonly instance: string;
}

/** Says what is to be done for a delivery; see `planDelivery`. */
export type Planner = (delivery: Delivery, patient: boolean) => Promise<Plan>;

export function createPlanner(options: PlannerOptions): Planner {
  const { journal, routing, mentions, account, instance } = options;
  const routes = new Map(options.routes.map((route) => [route.name, route]));

  const wayBetween = (from: Place, to: Place): Way | undefined => {
    if (keyOf(from) === keyOf(to)) return speakingIn(from, account(from.account).connection);
    const destinations = routing.destinations(from.account, from.conversation);
    const found = destinations.find(({ place }) => keyOf(place) === keyOf(to));
    const route = found && routes.get(found.route);
    return (
      route && {
        route,
        from,
        to,
        source: account(from.account).connection,
        target: account(to.account).connection,
      }
    );
  };

  /** What people answer or react to may be a copy of ours that the service has not told us of yet. */
  const copiesKnown = async ({ event, from }: Delivery): Promise<void> => {
    const sending = options.underWay(from);
    // A bot answers what it was told of.
    if (!sending || isOwnWords(event)) return;
    for (const id of aboutIn(event)) {
      if ((await journal.originOf(from, id)) || (await journal.eventOf(from, id))) continue;
      await inGoodTime(sending, COPY_MS);
      return;
    }
  };

  return async (delivery, patient) => {
    const { from, to } = delivery;
    // The route may have been renamed since.
    const way = wayBetween(from, to);
    if (!way) throw noWay(delivery);
    await copiesKnown(delivery);
    let asked = false;
    const plan = await planDelivery(delivery, {
      journal,
      patient,
      way,
      key: `${instance}-${String(delivery.id)}`,
      eventId: delivery.eventId,
      async carryMentions(text, { from: source, to: target }) {
        const carried = await mentions.carry(text, source, target);
        asked ||= carried.asked;
        return carried.text;
      },
      // Without anybody to ask, a picture stands where its service has it.
      pictureOf: (source, author) => (options.pictures ? options.pictures(source, author) : author.avatarUrl),
      wayFrom: (place) => wayBetween(place, to),
    });
    // Where our key comes back with the message, it is found whatever it says.
    const mayDiffer = asked && way.target.capabilities.recognition !== 'marker';
    return 'steps' in plan ? { ...plan, mayDiffer } : plan;
  };
}

/** The way of what an account says itself: no rules, nobody else's name. */
function speakingIn(place: Place, connection: Connection): Way {
  const route = { name: 'own words', from: [place], to: [place] };
  return { route, from: place, to: place, source: connection, target: connection, isSpeaking: true };
}

/** The messages that an event says something about, besides its own. */
function aboutIn(event: ParleyEvent): string[] {
  if (event.type === 'reaction.added' || event.type === 'reaction.removed') return [event.messageId];
  if (event.type !== 'message.created') return [];
  return [event.message.replyTo, event.message.thread].filter((id) => id !== undefined);
}

/** Without its rules nobody knows whether the message may go there. */
function noWay({ route, from, to }: Delivery): ServiceError {
  return new ServiceError({
    kind: 'not-found',
    tried: `deliver a message of the route "${route}"`,
    cameBack: `no route goes from ${keyOf(from)} to ${keyOf(to)} any more`,
    advice: 'Add it to parley.yaml again, then send again with `parley journal retry`.',
  });
}
