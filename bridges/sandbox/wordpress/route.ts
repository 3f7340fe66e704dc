import type { Arguments } from './arguments.ts';
import type { RestRequest } from './request.ts';

export interface RestAnswer {
  readonly body: unknown;
  /** @default 200 */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, number | string>>;
  /** Links that `_fields` does not take away, because they are no part of the object. */
  readonly links?: unknown;
  /** The route ended PHP itself: nothing of what WordPress adds to an answer is there. */
  readonly bare?: boolean;
}

/** What a route does for some methods. `Site` is the emulated site, `Caller` who asks. */
export interface Handler<Site, Caller> {
  readonly methods: readonly string[];
  readonly args: Arguments;
  /** @throws {RestError} when the caller may not; also asked, with the same request, for the Allow header */
  permit(site: Site, request: RestRequest<Caller>): void;
  run(site: Site, request: RestRequest<Caller>): RestAnswer | Promise<RestAnswer>;
}

export interface Route<Site, Caller> {
  readonly namespace: string;
  /** With a group for each argument of the path. */
  readonly pattern: RegExp;
  readonly handlers: readonly Handler<Site, Caller>[];
  /** Schema of the objects, for `OPTIONS`. */
  readonly schema?: Readonly<Record<string, unknown>>;
  /** Whether `OPTIONS` links to the route itself; routes with path arguments do not. */
  readonly linked?: boolean;
}

/** All methods of a route, each once. */
export function methodsOf<Site, Caller>(route: Route<Site, Caller>): string[] {
  return [...new Set(route.handlers.flatMap((handler) => handler.methods))];
}
