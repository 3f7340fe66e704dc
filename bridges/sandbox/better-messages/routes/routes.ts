import type { Route } from '../access.ts';
import { anybody } from '../access.ts';
import type { Site } from '../site.ts';
import { siteIndex, usersMe } from './core.ts';
import type { Run, When } from './table.ts';
import { LISTED, UNLISTED } from './table.ts';

const NAMESPACE = 'better-messages/v1';

/** Routes with the option they need, made ready once. */
const ROUTES: readonly (readonly [Route, When | undefined])[] = [...LISTED, ...UNLISTED].map(
  ([path, methods, when]) => [
    {
      namespace: NAMESPACE,
      pattern: new RegExp(`^/${NAMESPACE}/${path.replaceAll('?P<', '?<')}$`),
      handlers: Object.entries(methods).map(([method, [permit, run]]) => ({
        methods: [method],
        args: {},
        permit,
        run,
      })),
      linked: !path.includes('('),
    },
    when,
  ],
);
const CORE: readonly Route[] = [
  core('', /^\/$/, siteIndex),
  core('wp/v2', /^\/wp\/v2\/users\/me$/, usersMe),
  core(NAMESPACE, new RegExp(`^/${NAMESPACE}$`), (site) => ({ body: index(site) })),
];

/** All routes of the site as it is set just now. */
export function routesFor(site: Site): Route[] {
  const there = ROUTES.filter(([, when]) => when?.(site.settings) ?? true);
  return [...CORE, ...there.map(([route]) => route)];
}

function core(namespace: string, pattern: RegExp, run: Run): Route {
  return { namespace, pattern, handlers: [{ methods: ['GET'], args: {}, permit: anybody, run }] };
}

function index(site: Site): Record<string, unknown> {
  const listed = LISTED.filter(([, , when]) => when?.(site.settings) ?? true);
  const routes: [string, unknown][] = listed.map(([path, methods]) => [
    `/${NAMESPACE}/${path}`,
    { methods: Object.keys(methods) },
  ]);
  return {
    namespace: NAMESPACE,
    routes: Object.fromEntries([[`/${NAMESPACE}`, { methods: ['GET'] }], ...routes]),
    _links: { up: [{ href: `${site.origin}/wp-json/` }] },
  };
}
