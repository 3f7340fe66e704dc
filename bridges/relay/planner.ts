import { ServiceError } from '../../src/host/index.ts';
import type { Author } from '../../src/model/index.ts';
import type { RouteConfig } from '../config/model.ts';
import type { Delivery, Journal, Place } from '../journal/contract.ts';
import type { Account } from './contract.ts';
import type { Way } from './draft.ts';
import type { Mentions } from './mentions.ts';
import { planDelivery } from './plan.ts';
import type { Routing } from './routing.ts';
import { keyOf } from './routing.ts';
import type { Plan } from './steps.ts';

export interface PlannerOptions {
  readonly journal: Journal;
  readonly routing: Routing;
  readonly routes: readonly RouteConfig[];
  readonly mentions: Mentions;
  /** @throws when there is none */
  account(name: string): Account;
  /** Picture of an author of a place, where the author's own cannot be fetched by everybody. */
  pictures?(source: Place, author: Author): string | undefined;
  /** Names this journal in keys and markers. */
  readonly instance: string;
}

/** Says what is to be done for a delivery; see `planDelivery`. */
export type Planner = (delivery: Delivery, patient: boolean) => Promise<Plan>;

export function createPlanner(options: PlannerOptions): Planner {
  const { journal, routing, mentions, account, instance } = options;
  const routes = new Map(options.routes.map((route) => [route.name, route]));

  const wayBetween = (from: Place, to: Place): Way | undefined => {
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

  return async (delivery, patient) => {
    const { from, to } = delivery;
    // The route may have been renamed since.
    const way = wayBetween(from, to);
    if (!way) throw noWay(delivery);
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

/** Without its rules nobody knows whether the message may go there. */
function noWay({ route, from, to }: Delivery): ServiceError {
  return new ServiceError({
    kind: 'not-found',
    tried: `deliver a message of the route "${route}"`,
    cameBack: `no route goes from ${keyOf(from)} to ${keyOf(to)} any more`,
    advice: 'Add it to parley.yaml again, then send again with `parley journal retry`.',
  });
}
