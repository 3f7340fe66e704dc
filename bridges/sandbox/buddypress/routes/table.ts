import type { Site } from '../site.ts';
import type { Route } from '../wire/types.ts';
import type { Caller } from '../wire/sign-in.ts';
import {
  indexHandler,
  memberHandlers,
  membersHandler,
  notificationHandlers,
  usersMeHandlers,
} from './around.ts';
import { createHandler } from './create.ts';
import { listHandler } from './list.ts';
import { threadSchema } from './thread-schema.ts';
import { starHandler, threadHandlers } from './thread.ts';

/** All routes of the site for one caller, whose id is part of some defaults. */
export function routesFor(site: Site, caller: Caller): Route[] {
  const namespace = `buddypress/${site.version}`;
  const base = String.raw`^\/${namespace.replace('/', String.raw`\/`)}`;
  const route = (path: string): RegExp => new RegExp(`${base}${path}$`);
  const schema = threadSchema(site.version);
  // BuddyPress up to 14 takes the caller into its defaults before a late sign-in; what it then holds is nobody.
  const id = site.switches.signIn === 'early' ? caller.id : 0;
  const namespaces = ['oembed/1.0', namespace, 'wp/v2', 'wp-site-health/v1', 'wp-block-editor/v1'];
  const core: Route[] = [
    { namespace: '', pattern: /^\/$/, handlers: [indexHandler(namespaces)] },
    { namespace: 'wp/v2', pattern: /^\/wp\/v2\/users\/me$/, handlers: usersMeHandlers },
  ];
  const around: Route[] = [
    { namespace, pattern: route(String.raw`\/members`), handlers: [membersHandler] },
    { namespace, pattern: route(String.raw`\/members\/(?<id>me|\d+)`), handlers: memberHandlers() },
    { namespace, pattern: route(String.raw`\/notifications`), handlers: notificationHandlers(caller.id) },
  ];
  if (!site.switches.component) return [...core, ...around];
  return [
    ...core,
    ...around,
    {
      namespace,
      pattern: route(String.raw`\/messages`),
      handlers: [listHandler(site, id), createHandler(site, id)],
      schema,
      linked: true,
    },
    {
      namespace,
      pattern: route(String.raw`\/messages\/(?<id>\d+)`),
      handlers: threadHandlers(site, id),
      schema,
    },
    {
      namespace,
      pattern: route(String.raw`\/messages\/starred\/(?<id>\d+)`),
      handlers: [starHandler],
      schema,
    },
  ];
}
