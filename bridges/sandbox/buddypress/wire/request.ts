import type { Params } from './php.ts';
import { isRecord, parseQuery } from './php.ts';
import type { Caller } from './sign-in.ts';

/** A request as a route sees it. */
export interface RestRequest {
  readonly method: string;
  readonly route: string;
  /** What stands in the query, whatever the method: some code looks at it past all checks. */
  readonly query: Params;
  /** All arguments: body over query over path, without defaults. */
  readonly params: Params;
  readonly caller: Caller;
  /** The body says that it is JSON and is not. */
  readonly brokenJson: boolean;
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

/** All arguments: those of the body go before those of the query, those of the path before all. */
export function argumentsOf(
  raw: RawRequest,
  path: Params,
): Pick<RestRequest, 'query' | 'params' | 'brokenJson'> {
  const query = parseQuery(raw.url.search.slice(1));
  delete query.rest_route;
  const json = /^application\/(?:[\w.+-]+\+)?json\b/i.test(raw.contentType);
  const form = /^application\/x-www-form-urlencoded\b/i.test(raw.contentType);
  const parsed = json && raw.body !== '' ? parseJson(raw.body) : {};
  const body = form ? parseQuery(raw.body) : isRecord(parsed) ? parsed : {};
  // What is null in the body counts as absent, and hides a value of the same name in the query.
  return { query, params: { ...query, ...body, ...path }, brokenJson: parsed === undefined };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
