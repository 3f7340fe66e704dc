import type { z } from 'zod';
import type { Host, HttpRequest, HttpResponse } from '../../host/index.ts';
import { ServiceError, TransportError, redact, parseJson } from '../../host/index.ts';
import type { Query, RouteStyle, Site } from '../../wordpress/index.ts';
import { natureOf, parseSite, routeUrl, siteTimeOf } from '../../wordpress/index.ts';
import type { CallFacts } from './errors.ts';
import { failedAnswer, refusal, unreadableAnswer } from './errors.ts';
import { indexSchema, nonceSchema } from './schema.ts';
import type { BetterMessagesSettings } from './settings.ts';
import { secretsOf } from './settings.ts';
import { SignIn } from './sign-in.ts';

const NAMESPACE = '/better-messages/v1';
const NONCE_ADDRESS = '/wp-admin/admin-ajax.php?action=better_messages_new_nonce_token';

export interface Request {
  readonly method: HttpRequest['method'];
  /** Below `/better-messages/v1`, or below the REST root for `base: 'root'`. */
  readonly route: string;
  readonly base?: 'root';
  /** An address of the site itself, in place of a route. */
  readonly url?: string;
  readonly query?: Query;
  /** Sent as JSON; bytes as they are. */
  readonly body?: Readonly<Record<string, unknown>> | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  /** Verb phrase without the site: "read thread 12". */
  readonly tried: string;
  /** Whether it changes something. @default true for every method but GET and HEAD */
  readonly writes?: boolean;
  /** What to do when the site refuses it: which setting of the plugin offers this call. */
  readonly advice?: string | undefined;
  /** Calls as nobody. */
  readonly anonymous?: boolean;
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
}

export interface Call<T> extends Request {
  readonly answer: z.ZodType<T, z.ZodTypeDef, unknown>;
  /** Whether an answer that says no still tells what was done. */
  readonly partly?: boolean;
}

export interface Answer<T> {
  readonly value: T;
  /** The site's clock from the Date header, Unix milliseconds. */
  readonly siteTime: number | undefined;
}

/**
 * Sends single calls to one site and reads their answers. Nothing is repeated here, save a call that was turned away
 * at the door for its nonce.
 */
export class Transport {
  readonly secrets: readonly string[];
  readonly #site: Site;
  readonly #host: Host;
  readonly #signIn: SignIn;
  #style: Promise<RouteStyle> | undefined;

  constructor(settings: BetterMessagesSettings, host: Host) {
    this.#host = host;
    this.#site = parseSite(settings.url);
    this.secrets = secretsOf(settings);
    this.#signIn = new SignIn(settings, (cookie) => this.#fetchNonce(cookie));
  }

  /** Address of the site, for sentences. */
  get place(): string {
    return this.#site.root;
  }

  get way(): SignIn['way'] {
    return this.#signIn.way;
  }

  /** @throws {ServiceError} */
  async call<T>({ answer: schema, partly, ...request }: Call<T>): Promise<Answer<T>> {
    const answer = await this.exchange(request);
    const facts = this.#facts(request);
    const text = answer.text();
    const json = parseJson(text);
    if (json === undefined && text !== '') throw unreadableAnswer(answer, facts, natureOf(text));
    const refused = partly === true ? undefined : refusal(json, facts);
    if (refused) throw refused;
    const parsed = schema.safeParse(json);
    if (parsed.success) return { value: parsed.data, siteTime: siteTimeOf(answer) };
    const [issue] = parsed.error.issues;
    const where = issue ? ` at ${issue.path.join('.') || 'the top'} (${issue.code})` : '';
    const what = text === '' ? 'an empty answer' : `JSON of another shape${where}`;
    throw unreadableAnswer(answer, facts, what);
  }

  /** The answer itself, when it says success. @throws {ServiceError} */
  async exchange(request: Request): Promise<HttpResponse> {
    const facts = this.#facts(request);
    const style = request.url === undefined ? await this.#found() : undefined;
    const answer = await this.#attempt(request, style, facts);
    if (answer.status >= 200 && answer.status <= 299) return answer;
    const error = failedAnswer(answer, facts);
    if (error.code !== 'rest_cookie_invalid_nonce' || !this.#signIn.renew()) throw error;
    const again = await this.#attempt(request, style, facts);
    if (again.status >= 200 && again.status <= 299) return again;
    throw failedAnswer(again, facts);
  }

  async #attempt(request: Request, style: RouteStyle | undefined, facts: CallFacts): Promise<HttpResponse> {
    const { method, body, query, base, route, timeoutMs, maxBytes } = request;
    const isJson = body !== undefined && !(body instanceof Uint8Array);
    const path = base === 'root' ? route : `${NAMESPACE}${route}`;
    const answer = await this.#send(
      {
        method,
        url: request.url ?? routeUrl(this.#site, style ?? 'wp-json', path, query),
        headers: {
          accept: 'application/json',
          ...(request.anonymous === true ? {} : await this.#signIn.headers()),
          ...(isJson ? { 'content-type': 'application/json' } : {}),
          ...request.headers,
        },
        ...(body === undefined ? {} : { body: isJson ? JSON.stringify(body) : body }),
        ...(timeoutMs === undefined ? {} : { timeoutMs }),
        ...(maxBytes === undefined ? {} : { maxBytes }),
      },
      facts,
    );
    if (request.anonymous !== true) this.#signIn.learn(answer.headers['x-wp-nonce']);
    return answer;
  }

  #facts(request: Pick<Request, 'tried' | 'writes' | 'method' | 'advice' | 'anonymous'>): CallFacts {
    return {
      tried: `${request.tried} on ${this.place}`,
      way: request.anonymous === true ? 'nobody' : this.way,
      writes: request.writes ?? !['GET', 'HEAD'].includes(request.method),
      secrets: this.secrets,
      advice: request.advice,
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
        cameBack: redact(error.message, this.secrets),
        advice: 'Check that the site is up and that its address is right.',
        outcome: facts.writes ? error.outcome : 'not-done',
        cause: error,
      });
    }
  }

  /** Finds out, once, how the REST API is reached. */
  #found(): Promise<RouteStyle> {
    this.#style ??= this.#detect().catch((error: unknown) => {
      this.#style = undefined;
      throw error;
    });
    return this.#style;
  }

  async #detect(): Promise<RouteStyle> {
    if (this.#site.style) return this.#site.style;
    try {
      return await this.#has('wp-json');
    } catch (error) {
      // A site without pretty permalinks answers the first style with its theme's page; anything else is final.
      if (!(error instanceof ServiceError) || error.kind !== 'protocol') throw error;
      return this.#has('rest_route').catch(() => {
        throw error;
      });
    }
  }

  /** What the site offers needs no credentials. */
  async #has(style: RouteStyle): Promise<RouteStyle> {
    const facts = this.#facts({ method: 'GET', tried: 'read the REST index' });
    const url = routeUrl(this.#site, style, '/', { _fields: 'namespaces' });
    const answer = await this.#send({ method: 'GET', url, headers: { accept: 'application/json' } }, facts);
    const json = parseJson(answer.text());
    const isFailure =
      answer.status !== 200 && (json !== undefined || answer.status >= 500 || answer.status === 429);
    if (isFailure) throw failedAnswer(answer, facts);
    const index = indexSchema.safeParse(json);
    if (!index.success) throw unreadableAnswer(answer, facts, natureOf(answer.text()));
    if (index.data.namespaces.includes(NAMESPACE.slice(1))) return style;
    throw new ServiceError({
      kind: 'unsupported',
      tried: `find Better Messages on ${this.place}`,
      cameBack: 'a REST index without better-messages/v1',
      advice:
        'Install and activate Better Messages on the site, and check that the address is the right site.',
    });
  }

  async #fetchNonce(cookie: string): Promise<string> {
    const facts = this.#facts({ method: 'GET', tried: 'ask for a nonce' });
    const url = this.#site.root + NONCE_ADDRESS;
    const answer = await this.#send({ method: 'GET', url, headers: { cookie } }, facts);
    if (answer.status !== 200) throw failedAnswer(answer, facts);
    const parsed = nonceSchema.safeParse(parseJson(answer.text()));
    if (!parsed.success) throw unreadableAnswer(answer, facts, natureOf(answer.text()));
    if (parsed.data.user_id !== 0) return parsed.data.nonce;
    throw new ServiceError({
      kind: 'auth',
      tried: facts.tried,
      cameBack: 'a nonce for nobody',
      advice: 'The cookie has expired or belongs to another site: sign in with a browser and copy it again.',
    });
  }
}
