import type { Place } from '../journal/contract.ts';
import type { Document, Path } from './document.ts';
import type { RouteConfig } from './model.ts';
import type { Position, Problem } from './problems.ts';
import { readRules } from './rules.ts';
import type { PlaceInFile, RouteInFile } from './schema.ts';
import { didYouMean } from './suggest.ts';

interface Located {
  readonly place: Place;
  readonly at: Position;
}

export interface RouteContext {
  readonly document: Document;
  /** Names of all accounts of the file, also of those with problems. */
  readonly accounts: readonly string[];
  readonly problems: Problem[];
  /** Every edge of the routes read so far, with the route it belongs to. */
  readonly edges: Map<string, { readonly route: string; readonly line: number }>;
}

/** Checks one route and turns `between` into both directions. Undefined after reporting problems. */
export function readRoute(name: string, route: RouteInFile, context: RouteContext): RouteConfig | undefined {
  const path: Path = ['routes', name];
  const before = context.problems.length;
  const sides = readSides(path, route, context);
  if (sides && context.problems.length === before) checkEdges(path, name, sides, context);
  const places = sides &&
    context.problems.length === before && {
      from: sides.from.map(({ place }) => place),
      to: sides.to.map(({ place }) => place),
    };
  const rules = readRules([...path, 'rules'], route.rules ?? [], { ...context, sides: places || undefined });
  if (!places || context.problems.length > before) return undefined;
  const { nickname, prefix, reactions, typing, readState } = route;
  return {
    name,
    ...places,
    ...(nickname === undefined ? {} : { nickname }),
    ...(prefix === undefined ? {} : { prefix }),
    ...(reactions === undefined ? {} : { reactions }),
    ...(typing === undefined ? {} : { typing }),
    ...(readState === undefined ? {} : { readState }),
    ...(rules.length === 0 ? {} : { rules }),
  };
}

interface Sides {
  readonly from: readonly Located[];
  readonly to: readonly Located[];
}

function readSides(path: Path, route: RouteInFile, context: RouteContext): Sides | undefined {
  const complain = (at: Path, message: string): undefined => {
    context.problems.push({ ...context.document.at(at), message });
    return undefined;
  };
  const label = path.join('.');
  if (route.between !== undefined) {
    if (route.from !== undefined || route.to !== undefined) {
      return complain(
        path,
        `${label} has "between" together with "from" or "to". Use "between" for both ways, "from" and "to" for one.`,
      );
    }
    if (route.between.length < 2) {
      return complain(
        [...path, 'between'],
        `${label} leads nowhere: "between" needs two or more conversations.`,
      );
    }
    const places = readPlaces([...path, 'between'], route.between, context);
    return { from: places, to: places };
  }
  const from = listOf(route.from);
  const to = listOf(route.to);
  if (from.length === 0 && to.length === 0) {
    return complain(
      path,
      `${label} leads nowhere. Write "between: [account:conversation, ...]", or "from" and "to".`,
    );
  }
  if (from.length === 0)
    return complain(path, `${label} comes from nowhere. Name one or more conversations under "from".`);
  if (to.length === 0)
    return complain(path, `${label} leads nowhere. Name one or more conversations under "to".`);
  return {
    from: readPlaces([...path, 'from'], from, context, !Array.isArray(route.from)),
    to: readPlaces([...path, 'to'], to, context, !Array.isArray(route.to)),
  };
}

function listOf(places: RouteInFile['from']): readonly PlaceInFile[] {
  if (places === undefined) return [];
  return Array.isArray(places) ? places : [places];
}

function readPlaces(
  path: Path,
  places: readonly PlaceInFile[],
  context: RouteContext,
  single = false,
): Located[] {
  const seen = new Set<string>();
  return places.flatMap((written, index) => {
    const at = single ? path : [...path, index];
    const found = readPlace(at, written, context);
    if (!found) return [];
    if (seen.has(show(found.place))) {
      const message = `${show(found.place)} stands twice in ${path.join('.')}: it would be mirrored onto itself. Remove one of them.`;
      context.problems.push({ ...found.at, message });
    }
    seen.add(show(found.place));
    return [found];
  });
}

function readPlace(
  path: Path,
  written: PlaceInFile,
  { document, accounts, problems }: RouteContext,
): Located | undefined {
  const at = document.at(path);
  const [account, conversation] =
    typeof written === 'string' ? split(written) : [written.account, String(written.conversation).trim()];
  if (conversation === '') {
    const message = `"${account}" names no conversation. Write account:conversation, for example "${account}:12".`;
    problems.push({ ...at, message });
    return undefined;
  }
  if (!accounts.includes(account)) {
    problems.push({
      ...at,
      message: `Unknown account "${account}". ${didYouMean(account, accounts)}`.trim(),
    });
    return undefined;
  }
  return { place: { account, conversation }, at };
}

function split(text: string): [string, string] {
  const colon = text.indexOf(':');
  return colon < 0 ? [text.trim(), ''] : [text.slice(0, colon).trim(), text.slice(colon + 1).trim()];
}

/** Every conversation of a route must lead to, or be reached from, another one; and no two routes by the same way. */
function checkEdges(path: Path, route: string, { from, to }: Sides, { problems, edges }: RouteContext): void {
  const itself = (one: Located, others: readonly Located[]): boolean =>
    others.every((other) => show(other.place) === show(one.place));
  const lonely = from.find((one) => itself(one, to)) ?? to.find((one) => itself(one, from));
  if (lonely) {
    const message = `${path.join('.')} mirrors ${show(lonely.place)} onto itself. Name another conversation on one side.`;
    problems.push({ ...lonely.at, message });
    return;
  }
  for (const start of from) {
    for (const end of to) {
      if (show(start.place) === show(end.place)) continue;
      const edge = `${show(start.place)} to ${show(end.place)}`;
      const first = edges.get(edge);
      if (first) {
        const message =
          `Route "${route}" mirrors ${edge}, as route "${first.route}" in line ${String(first.line)} does: ` +
          'every message would arrive twice. Remove it from one of them.';
        problems.push({ ...end.at, message });
        continue;
      }
      edges.set(edge, { route, line: end.at.line });
    }
  }
}

function show({ account, conversation }: Place): string {
  return `${account}:${conversation}`;
}
