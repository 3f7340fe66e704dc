import type { Site } from '../site.ts';
import type { Arguments } from './arguments.ts';
import type { RestRequest } from './request.ts';

export interface RestAnswer {
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, number>>;
  /** Links that `_fields` does not take away, because they are no part of the object. */
  readonly links?: unknown;
}

/** What a route does for some methods. */
export interface Handler {
  readonly methods: readonly string[];
  readonly args: Arguments;
  /** @throws {RestError} when the caller may not; also asked, with the same request, for the Allow header */
  permit(site: Site, request: RestRequest): void;
  run(site: Site, request: RestRequest): RestAnswer | Promise<RestAnswer>;
}

export interface Route {
  readonly namespace: string;
  /** With a group for each argument of the path. */
  readonly pattern: RegExp;
  readonly handlers: readonly Handler[];
  /** Schema of the objects, for `OPTIONS`. */
  readonly schema?: Readonly<Record<string, unknown>>;
  /** Whether `OPTIONS` links to the route itself; routes with path arguments do not. */
  readonly linked?: boolean;
}

/** All methods of a route, each once. */
export function methodsOf(route: Route): string[] {
  return [...new Set(route.handlers.flatMap((handler) => handler.methods))];
}
