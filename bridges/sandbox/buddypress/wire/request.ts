import type { Params } from './php.ts';
import { isRecord, parseQuery } from './php.ts';
import type { Caller } from './sign-in.ts';
import { RestError } from './error.ts';

/** A request as a route sees it. */
export interface RestRequest {
  readonly method: string;
  readonly route: string;
  /** What stands in the query, whatever the method: some code looks at it past all checks. */
  readonly query: Params;
  /** All arguments: body over query over path, without defaults. */
  readonly params: Params;
  readonly caller: Caller;
}

export interface RawRequest {
  readonly method: string;
  readonly url: URL;
  readonly contentType: string;
  readonly methodOverride: string | undefined;
  readonly body: string;
}

/** The REST route that an address means; undefined for pages that are not the API. */
export function routeOf(url: URL): string | undefined {
  const query = url.searchParams.get('rest_route');
  const path = query ?? /^\/(?:index\.php\/)?wp-json(\/.*|$)/.exec(url.pathname)?.[1];
  if (path === undefined) return undefined;
  return path.replace(/\/+$/, '') || '/';
}

/** The method that counts: a POST may say that it means another one. */
export function methodOf(raw: RawRequest): string {
  const override = raw.url.searchParams.get('_method') ?? raw.methodOverride;
  return (override && raw.method === 'POST' ? override : raw.method).toUpperCase();
}

/** @throws {RestError} for JSON that is none */
export function argumentsOf(raw: RawRequest, path: Params): { query: Params; params: Params } {
  const query = parseQuery(raw.url.search.slice(1));
  delete query.rest_route;
  const json = /^application\/(?:[\w.+-]+\+)?json\b/i.test(raw.contentType);
  const form = /^application\/x-www-form-urlencoded\b/i.test(raw.contentType);
  let body: Params = {};
  if (json && raw.body !== '') body = parseBody(raw.body);
  else if (form) body = parseQuery(raw.body);
  const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
  // What is null in the body counts as absent, but hides a value of the same name in the query.
  const nulls = Object.keys(body).filter((name) => body[name] === null);
  const params = { ...path, ...query, ...given };
  for (const name of nulls) if (!(name in path)) params[name] = null;
  return { query, params: { ...params, ...path } };
}

function parseBody(text: string): Params {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : {};
  } catch {
    throw new RestError(400, 'rest_invalid_json', 'Invalid JSON body passed.', {
      json_error_code: 4,
      json_error_message: 'Syntax error',
    });
  }
}
