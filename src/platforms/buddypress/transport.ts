import type { z } from 'zod';
import type { Host, HttpRequest, HttpResponse } from '../../host/index.ts';
import { ServiceError, TransportError, parseJson } from '../../host/index.ts';
import type { Query, RouteStyle, Site } from '../../wordpress/index.ts';
import { basicAuthorization, natureOf, parseSite, routeUrl, siteTimeOf } from '../../wordpress/index.ts';
import type { CallFacts } from './errors.ts';
import { failedAnswer, unreadableAnswer } from './errors.ts';
import { indexSchema } from './schema.ts';
import type { ApiVersion, BuddyPressSettings } from './settings.ts';

/** How a site is to be called. */
export interface Way {
  readonly style: RouteStyle;
  readonly version: ApiVersion;
}

export interface Call<T> {
  readonly method: HttpRequest['method'];
  /** Below `/buddypress/v1`, or below the REST root for `base: 'root'`. */
  readonly route: string;
  readonly base?: 'root';
  readonly query?: Query;
  readonly body?: Readonly<Record<string, unknown>>;
  /** Verb phrase without the site: "read thread 12". */
  readonly tried: string;
  readonly answer: z.ZodType<T, z.ZodTypeDef, unknown>;
}

export interface Answer<T> {
  readonly value: T;
  /** `X-WP-Total`; 0 when the header is absent, as it is when nothing matches. */
  readonly total: number;
  readonly totalPages: number;
  /** The site's clock from the Date header, Unix milliseconds. */
  readonly siteTime: number | undefined;
}

/** Sends single calls to one site and reads their answers. Nothing is ever repeated here. */
export class Transport {
  readonly #site: Site;
  readonly #host: Host;
  readonly #settings: BuddyPressSettings;
  readonly #authorization: string;
  #way: Promise<Way> | undefined;

  constructor(settings: BuddyPressSettings, host: Host) {
    this.#settings = settings;
    this.#host = host;
    this.#site = parseSite(settings.url);
    this.#authorization = basicAuthorization(settings.user, settings.applicationPassword);
  }

  /** Address of the site, for sentences. */
  get place(): string {
    return this.#site.root;
  }

  /** Finds out, once, how the site is reached and which generation it serves. */
  way(): Promise<Way> {
    this.#way ??= this.#detect().catch((error: unknown) => {
      this.#way = undefined;
      throw error;
    });
    return this.#way;
  }

  /** @throws {ServiceError} */
  async call<T>(call: Call<T>): Promise<Answer<T>> {
    const { style, version } = await this.way();
    const route = call.base === 'root' ? call.route : `/buddypress/${version}${call.route}`;
    const facts: CallFacts = {
      tried: `${call.tried} on ${this.place}`,
      version,
      writes: call.method !== 'GET',
    };
    const answer = await this.#send(
      {
        method: call.method,
        url: routeUrl(this.#site, style, route, call.query),
        headers: {
          accept: 'application/json',
          authorization: this.#authorization,
          ...(call.body ? { 'content-type': 'application/json' } : {}),
        },
        ...(call.body ? { body: JSON.stringify(call.body) } : {}),
      },
      facts,
    );
    if (answer.status < 200 || answer.status > 299) throw failedAnswer(answer, facts);
    return {
      value: read(answer, call.answer, facts),
      total: Number(answer.headers['x-wp-total'] ?? 0),
      totalPages: Number(answer.headers['x-wp-totalpages'] ?? 0),
      siteTime: siteTimeOf(answer),
    };
  }

  async #send(request: HttpRequest, facts: CallFacts): Promise<HttpResponse> {
    try {
      return await this.#host.request(request);
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      throw new ServiceError({
        kind: 'unavailable',
        tried: facts.tried,
        cameBack: error.message,
        advice: 'Check that the site is up and that its address is right.',
        outcome: facts.writes ? error.outcome : 'not-done',
        cause: error,
      });
    }
  }

  async #detect(): Promise<Way> {
    const { version } = this.#settings;
    const styles: readonly RouteStyle[] = this.#site.style ? [this.#site.style] : ['wp-json', 'rest_route'];
    if (version && this.#site.style) return { version, style: this.#site.style };
    let failure: unknown;
    for (const style of styles) {
      try {
        const namespaces = await this.#namespaces(style);
        return { style, version: version ?? this.#served(namespaces) };
      } catch (error) {
        // A site without pretty permalinks answers the first style with its theme's page; anything else is final.
        if (!isPage(error)) throw error;
        failure ??= error;
      }
    }
    throw failure;
  }

  /** What the site offers; needs no credentials. */
  async #namespaces(style: RouteStyle): Promise<readonly string[]> {
    const facts: CallFacts = { tried: `read the REST index of ${this.place}`, writes: false };
    const url = routeUrl(this.#site, style, '/', { _fields: 'name,namespaces' });
    const answer = await this.#send({ method: 'GET', url, headers: { accept: 'application/json' } }, facts);
    if (answer.status !== 200 && parseJson(answer.text()) !== undefined) throw failedAnswer(answer, facts);
    if (answer.status >= 500 || answer.status === 429) throw failedAnswer(answer, facts);
    return read(answer, indexSchema, facts).namespaces;
  }

  #served(namespaces: readonly string[]): ApiVersion {
    if (namespaces.includes('buddypress/v2')) return 'v2';
    if (namespaces.includes('buddypress/v1')) return 'v1';
    throw new ServiceError({
      kind: 'unsupported',
      tried: `find the BuddyPress API on ${this.place}`,
      cameBack: 'a REST index without buddypress/v1 or buddypress/v2',
      advice: 'Install and activate BuddyPress on the site, and check that the address is the right site.',
    });
  }
}

function read<T>(answer: HttpResponse, schema: z.ZodType<T, z.ZodTypeDef, unknown>, facts: CallFacts): T {
  const text = answer.text();
  const json = parseJson(text);
  if (json === undefined) throw unreadableAnswer(answer, facts, natureOf(text));
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue ? ` at ${issue.path.join('.') || 'the top'} (${issue.message})` : '';
  throw unreadableAnswer(answer, facts, `JSON of another shape${where}`, parsed.error);
}

function isPage(error: unknown): boolean {
  return error instanceof ServiceError && error.kind === 'protocol';
}
