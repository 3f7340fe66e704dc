import type { RouteConfig } from '../config/model.ts';
import type { Place } from '../journal/contract.ts';

/** Where the events of one conversation go. */
export interface Destination {
  readonly route: string;
  readonly place: Place;
}

/** Looks up the destinations of a conversation. */
export interface Routing {
  destinations(account: string, conversation: string): readonly Destination[];
  /** The conversations of an account that some route reads. */
  sources(account: string): readonly string[];
}

/** Unfolds routes into destinations per conversation. A conversation never goes to itself. */
export function createRouting(routes: readonly RouteConfig[]): Routing {
  const bySource = new Map<string, Destination[]>();
  const sources = new Map<string, Set<string>>();
  for (const route of routes) {
    for (const from of route.from) {
      const others = route.to.filter((to) => keyOf(to) !== keyOf(from));
      const list = bySource.get(keyOf(from)) ?? [];
      list.push(...others.map((place) => ({ route: route.name, place })));
      bySource.set(keyOf(from), list);
      const known = sources.get(from.account) ?? new Set();
      sources.set(from.account, known.add(from.conversation));
    }
  }
  return {
    destinations: (account, conversation) => bySource.get(`${account}:${conversation}`) ?? [],
    sources: (account) => [...(sources.get(account) ?? [])],
  };
}

/** Names a place in maps. Account names hold no colon. */
export function keyOf(place: Place): string {
  return `${place.account}:${place.conversation}`;
}
