import type { Arguments } from './arguments.ts';
import { complaints, missing } from './arguments.ts';
import { CriticalError, RestError, noRoute } from './error.ts';
import { onlyFields } from './fields.ts';
import { isRecord } from './php.ts';
import type { RawRequest, RestRequest } from './request.ts';
import { argumentsOf, methodOf } from './request.ts';
import type { Handler, RestAnswer, Route } from './route.ts';
import { methodsOf } from './route.ts';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** PHP was ended by the route: nothing else of WordPress's is in the answer. */
  readonly bare?: boolean;
}

/** What a plugin brings to WordPress's REST server. */
export interface RestSite<Site, Caller> {
  readonly site: Site;
  /** `http://127.0.0.1:PORT`, without a slash. */
  readonly origin: string;
  /** @throws {RestError} for credentials that end the request before any route is looked for */
  signIn(headers: Headers): Caller;
  routesFor(caller: Caller): readonly Route<Site, Caller>[];
  /** What the answer says where no route was found; WordPress's own words when undefined. */
  noRouteMessage?(path: string): string | undefined;
}

/**
 * WordPress's REST server: finds the route, checks arguments, then permission, then acts; whatever comes of it, says
 * which methods this caller could have used.
 */
export async function serve<Site, Caller>(
  rest: RestSite<Site, Caller>,
  path: string,
  raw: RawRequest,
): Promise<HttpAnswer> {
  const asked = methodOf(raw);
  const method = asked === 'HEAD' ? 'GET' : asked;
  try {
    const caller = rest.signIn(raw.headers);
    const match = find(rest.routesFor(caller), path);
    const given = await argumentsOf(raw, match?.path ?? {});
    const request = { method, route: path, ...given, caller, headers: raw.headers };
    const result = await dispatch(rest, match?.route, request);
    if (result.answer.bare)
      return { status: result.status, headers: {}, body: result.answer.body, bare: true };
    const allow = match && result.request ? allowed(rest.site, match.route, result.request) : '';
    return finish(result, allow, request);
  } catch (error) {
    if (error instanceof CriticalError) return { status: 500, headers: {}, body: error.body() };
    if (error instanceof RestError) return { status: error.status, headers: {}, body: error.body() };
    throw error;
  }
}

interface Result<Caller> {
  readonly status: number;
  readonly answer: RestAnswer;
  /** The request with the defaults of the route it reached; undefined when it reached none. */
  readonly request: RestRequest<Caller> | undefined;
}

async function dispatch<Site, Caller>(
  rest: RestSite<Site, Caller>,
  route: Route<Site, Caller> | undefined,
  request: RestRequest<Caller>,
): Promise<Result<Caller>> {
  const { site } = rest;
  const handler = route?.handlers.find(({ methods }) => methods.includes(request.method));
  if (route && request.method === 'OPTIONS')
    return { status: 200, answer: options(rest.origin, route), request };
  const full = handler && withDefaults(request, handler);
  try {
    if (!handler || !full) throw noRoute(rest.noRouteMessage?.(request.route));
    check(handler.args, request);
    handler.permit(site, full);
    const answer = await handler.run(site, full);
    return { status: answer.status ?? 200, answer, request: full };
  } catch (error) {
    if (!(error instanceof RestError)) throw error;
    return { status: error.status, answer: { body: error.body() }, request: full };
  }
}

function find<Site, Caller>(
  routes: readonly Route<Site, Caller>[],
  path: string,
): { route: Route<Site, Caller>; path: Record<string, unknown> } | undefined {
  for (const route of routes) {
    const match = route.pattern.exec(path);
    if (match) return { route, path: { ...match.groups } };
  }
  return undefined;
}

function check<Caller>(args: Arguments, request: RestRequest<Caller>): void {
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

function withDefaults<Site, Caller>(
  request: RestRequest<Caller>,
  handler: Handler<Site, Caller>,
): RestRequest<Caller> {
  const params = { ...request.params };
  for (const [name, { default: value }] of Object.entries(handler.args)) {
    if (value !== undefined) params[name] ??= value;
  }
  return { ...request, params };
}

function allowed<Site, Caller>(site: Site, route: Route<Site, Caller>, request: RestRequest<Caller>): string {
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

function finish<Caller>(
  { status, answer }: Result<Caller>,
  allow: string,
  request: RestRequest<Caller>,
): HttpAnswer {
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

function options<Site, Caller>(origin: string, route: Route<Site, Caller>): RestAnswer {
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
              self: [{ href: `${origin}/wp-json${route.pattern.source.replaceAll(/[\\^$]/g, '')}` }],
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
