import type { Site } from '../site.ts';
import type { Arguments } from './arguments.ts';
import { complaints, missing } from './arguments.ts';
import { CriticalError, RestError, noRoute } from './error.ts';
import { onlyFields } from './fields.ts';
import { isRecord } from './php.ts';
import type { RawRequest, RestRequest } from './request.ts';
import { argumentsOf, methodOf } from './request.ts';
import type { Handler, RestAnswer, Route } from './route.ts';
import { methodsOf } from './route.ts';
import type { Caller } from './sign-in.ts';
import { signIn } from './sign-in.ts';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/**
 * WordPress's REST server: finds the route, checks arguments, then permission, then acts; whatever comes of it, says
 * which methods this caller could have used.
 */
export async function serve(
  site: Site,
  routesFor: (site: Site, caller: Caller) => readonly Route[],
  path: string,
  raw: RawRequest,
  authorization?: string,
): Promise<HttpAnswer> {
  const asked = methodOf(raw);
  const method = asked === 'HEAD' ? 'GET' : asked;
  try {
    const caller = signIn(site, authorization);
    const match = find(routesFor(site, caller), path);
    const given = argumentsOf(raw, match?.path ?? {});
    const request: RestRequest = { method, route: path, ...given, caller };
    const result = await dispatch(site, match?.route, request);
    const allow = match && result.request ? allowed(site, match.route, result.request) : '';
    return finish(result, allow, request);
  } catch (error) {
    if (error instanceof CriticalError) return { status: 500, headers: {}, body: error.body() };
    if (error instanceof RestError) return { status: error.status, headers: {}, body: error.body() };
    throw error;
  }
}

interface Result {
  readonly status: number;
  readonly answer: RestAnswer;
  /** The request with the defaults of the route it reached; undefined when it reached none. */
  readonly request: RestRequest | undefined;
}

async function dispatch(site: Site, route: Route | undefined, request: RestRequest): Promise<Result> {
  const handler = route?.handlers.find(({ methods }) => methods.includes(request.method));
  if (route && request.method === 'OPTIONS') return { status: 200, answer: options(site, route), request };
  const full = handler && withDefaults(request, handler);
  try {
    if (!handler || !full) throw noRoute(retiredRoute(site, request.route));
    check(handler.args, request);
    handler.permit(site, full);
    return { status: 200, answer: await handler.run(site, full), request: full };
  } catch (error) {
    if (!(error instanceof RestError)) throw error;
    return { status: error.status, answer: { body: error.body() }, request: full };
  }
}

/** BuddyPress 15 tells those who ask for the generation it no longer has. */
function retiredRoute(site: Site, path: string): string | undefined {
  return site.version === 'v2' && site.switches.component && path.startsWith('/buddypress/v1')
    ? 'The V1 of the BuddyPress REST API is no longer supported, use the V2 instead.'
    : undefined;
}

function find(
  routes: readonly Route[],
  path: string,
): { route: Route; path: Record<string, unknown> } | undefined {
  for (const route of routes) {
    const match = route.pattern.exec(path);
    if (match) return { route, path: { ...match.groups } };
  }
  return undefined;
}

function check(args: Arguments, request: RestRequest): void {
  if (request.brokenJson) {
    throw new RestError(400, 'rest_invalid_json', 'Invalid JSON body passed.', {
      json_error_code: 4,
      json_error_message: 'Syntax error',
    });
  }
  const absent = missing(args, request.params);
  if (absent.length > 0) {
    throw new RestError(400, 'rest_missing_callback_param', `Missing parameter(s): ${absent.join(', ')}`, {
      params: absent,
    });
  }
  const details = complaints(args, request.params);
  const names = Object.keys(details);
  if (names.length === 0) return;
  throw new RestError(400, 'rest_invalid_param', `Invalid parameter(s): ${names.join(', ')}`, {
    params: Object.fromEntries(Object.entries(details).map(([name, { message }]) => [name, message])),
    details,
  });
}

function withDefaults(request: RestRequest, handler: Handler): RestRequest {
  const params = { ...request.params };
  for (const [name, { default: value }] of Object.entries(handler.args)) {
    if (value !== undefined) params[name] ??= value;
  }
  return { ...request, params };
}

function allowed(site: Site, route: Route, request: RestRequest): string {
  const may = route.handlers.filter((handler) => {
    try {
      handler.permit(site, request);
      return true;
    } catch (error) {
      if (error instanceof RestError) return false;
      throw error;
    }
  });
  return [...new Set(may.flatMap(({ methods }) => methods))].join(', ');
}

function finish({ status, answer }: Result, allow: string, request: RestRequest): HttpAnswer {
  const fields = request.params._fields;
  const filtered = status < 400 && fields !== undefined ? onlyFields(answer.body, fields) : answer.body;
  const body =
    answer.links !== undefined && isRecord(filtered) ? { ...filtered, _links: answer.links } : filtered;
  const counts = answer.headers ?? {};
  if (request.params._envelope !== undefined) {
    const headers = { ...counts, ...(allow ? { Allow: allow } : {}) };
    return {
      status: 200,
      headers: {},
      body: { body, status, headers: Object.keys(headers).length > 0 ? headers : [] },
    };
  }
  const headers: Record<string, string> = allow ? { allow } : {};
  for (const [name, value] of Object.entries(counts)) headers[name.toLowerCase()] = String(value);
  return { status, headers, body };
}

function options(site: Site, route: Route): RestAnswer {
  const endpoints = route.handlers.map(({ methods, args }) => ({
    methods,
    args: Object.keys(args).length === 0 ? [] : Object.fromEntries(Object.entries(args).map(shown)),
  }));
  return {
    body: {
      namespace: route.namespace,
      methods: methodsOf(route),
      endpoints,
      ...(route.schema ? { schema: route.schema } : {}),
      ...(route.linked
        ? {
            _links: {
              self: [{ href: `${site.origin}/wp-json${route.pattern.source.replaceAll(/[\\^$]/g, '')}` }],
            },
          }
        : {}),
    },
  };
}

function shown([name, argument]: [string, Arguments[string]]): [string, unknown] {
  const visible = Object.entries(argument).filter(([key]) => key !== 'unchecked');
  return [name, { description: `The argument ${name}.`, required: false, ...Object.fromEntries(visible) }];
}
