import type { z } from 'zod';
import type { Platform } from '../../src/platforms/index.ts';
import { readAccount } from './accounts.ts';
import type { AccountContext } from './accounts.ts';
import { readBots } from './bots.ts';
import type { Document } from './document.ts';
import { toJsonSchema } from './json-schema.ts';
import type { BotConfig } from './bot-model.ts';
import type { AccountConfig, Config, RouteConfig, Whereabouts } from './model.ts';
import { readPeople } from './people.ts';
import type { Problem } from './problems.ts';
import { readRoute } from './routes.ts';
import type { RouteContext } from './routes.ts';
import { fileSchema, outlineSchema, routesHelp, sections } from './schema.ts';
import { validate } from './validate.ts';
import { readWeb } from './web.ts';

/**
 * Checks every section of the file, which stands in `directory`. Reports all problems and warnings that it finds; undefined where a problem leaves
 * nothing to return.
 */
export function readSections(
  document: Document,
  platforms: Readonly<Record<string, Platform>>,
  problems: Problem[],
  warnings: Problem[],
  directory: string,
): Config | undefined {
  const shape = toJsonSchema(fileSchema);
  validate(outlineSchema, document.value ?? {}, { document, base: [], shape, problems });
  const journal = readSection(document, 'journal', problems);
  const log = readSection(document, 'log', problems);
  const webInFile = readSection(document, 'web', problems);
  const web = webInFile && readWeb(webInFile, document, problems, warnings);
  const reachable = web?.publicUrl !== undefined;
  const accounts = readAccounts({ document, platforms, reachable, problems, warnings });
  const routes = readRoutes(document, problems);
  const inAccounts = group(document, 'accounts');
  const names = Object.keys(inAccounts);
  const inFile = readSection(document, 'people', problems) ?? {};
  const people = readPeople(inFile, { document, problems, accounts: names });
  const platformOf = (account: string): Platform | undefined => {
    const written = inAccounts[account];
    const kind = isGroup(written) ? written['platform'] : undefined;
    return typeof kind === 'string' && Object.hasOwn(platforms, kind) ? platforms[kind] : undefined;
  };
  const context = { document, problems, warnings, accounts: names, platformOf, people, directory };
  const bots = readBots(group(document, 'bots'), context);
  const places = [...routes.flatMap(({ from, to }) => [...from, ...to]), ...placesOf(bots)];
  warnOfUnused(document, places, warnings);
  return journal && log && web ? { accounts, routes, people, bots, journal, web, log } : undefined;
}

interface SectionValues {
  readonly people: z.infer<typeof sections.people>;
  readonly journal: z.infer<typeof sections.journal>;
  readonly log: z.infer<typeof sections.log>;
  readonly web: z.infer<typeof sections.web>;
}

/** Checks one of the sections that may be left out. Undefined after reporting problems. */
export function readSection<Name extends keyof SectionValues>(
  document: Document,
  name: Name,
  problems: Problem[],
): SectionValues[Name] | undefined {
  const schemas: { [N in keyof SectionValues]: z.ZodType<SectionValues[N], z.ZodTypeDef, unknown> } =
    sections;
  const schema = schemas[name];
  const value = group(document)[name] ?? {};
  return validate(schema, value, { document, base: [name], shape: toJsonSchema(schema), problems });
}

type Group = Readonly<Record<string, unknown>>;

/** The whole file or one of its sections; empty where there is something else, which is reported elsewhere. */
function group(document: Document, section?: string): Group {
  const file = isGroup(document.value) ? document.value : {};
  const value = section === undefined ? file : file[section];
  return isGroup(value) ? value : {};
}

function isGroup(value: unknown): value is Group {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readAccounts(context: AccountContext): AccountConfig[] {
  const accounts: AccountConfig[] = [];
  const names = new Map<string, string>();
  for (const [name, written] of Object.entries(group(context.document, 'accounts'))) {
    const twin = names.get(JSON.stringify(written));
    if (twin !== undefined) {
      const message =
        `Account "${name}" is the same as "${twin}": the service would divide its events between them. ` +
        'Remove one and use the other in its place.';
      context.warnings.push({ ...context.document.keyAt(['accounts', name]), message });
    }
    names.set(JSON.stringify(written), name);
    const read = readAccount(name, written, context);
    if (read) accounts.push(read);
  }
  return accounts;
}

function readRoutes(document: Document, problems: Problem[]): RouteConfig[] {
  const accounts = Object.keys(group(document, 'accounts'));
  const context: RouteContext = { document, accounts, problems, edges: new Map() };
  const routes = Object.entries(group(document, 'routes'));
  if (routes.length === 0 && Object.keys(group(document, 'bots')).length === 0)
    reportNoRoutes(document, problems);
  const shape = toJsonSchema(sections.route);
  return routes.flatMap(([name, value]) => {
    const route = validate(sections.route, value, { document, base: ['routes', name], shape, problems });
    return (route && readRoute(name, route, context)) ?? [];
  });
}

function reportNoRoutes(document: Document, problems: Problem[]): void {
  const written = group(document)['routes'];
  if (isGroup(written)) {
    const message =
      'There are no routes, so nothing would be mirrored. Add one, for example "between: [site:12, team:C0123]".';
    problems.push({ ...document.at(['routes']), message });
  } else if (written === undefined && (document.value === undefined || isGroup(document.value))) {
    const message = `routes is missing. It is needed: ${routesHelp}`;
    problems.push({ ...document.at(['routes']), message });
  }
}

function warnOfUnused(document: Document, places: readonly Whereabouts[], warnings: Problem[]): void {
  const used = new Set(places.map(({ account }) => account));
  for (const name of Object.keys(group(document, 'accounts'))) {
    if (used.has(name)) continue;
    const users =
      Object.keys(group(document, 'bots')).length === 0 ? 'No route uses' : 'No route and no bot uses';
    const message = `${users} the account "${name}". Add a route, or remove the account.`;
    warnings.push({ ...document.keyAt(['accounts', name]), message });
  }
}

/** Where bots listen, and where they tell people. */
function placesOf(bots: readonly BotConfig[]): Whereabouts[] {
  return bots.flatMap((bot) => [...bot.in, ...(bot.handover.to ? [bot.handover.to] : [])]);
}
