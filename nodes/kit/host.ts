import { createHmac, timingSafeEqual } from 'node:crypto';
import type {
  IDataObject,
  IExecuteFunctions,
  IHookFunctions,
  IHttpRequestOptions,
  ILoadOptionsFunctions,
  IPollFunctions,
  IWebhookFunctions,
} from 'n8n-workflow';
import type { Host, HttpRequest, HttpResponse, Log } from '../../src/index.ts';
import type { Core } from './core.ts';
import { asFullAnswer, transportErrorOf } from './http.ts';
import { patientRequest } from './patience.ts';
import { rest } from './rest.ts';

/** What n8n gives to a node, a trigger, a hook or a picker. */
export type NodeFunctions =
  IExecuteFunctions | IHookFunctions | ILoadOptionsFunctions | IPollFunctions | IWebhookFunctions;

/** Which requests of the core carry the credentials, and where. n8n adds them to these itself. */
export interface Signed {
  /** Names in lower case. */
  readonly headers: readonly string[];
  /** Only with a value of the credential: the links of files have parameters of the same name (`token`). */
  readonly query: readonly string[];
}

export interface HostOptions {
  readonly credential: string;
  readonly signed: Signed;
  /** What the credential is made of. */
  readonly values: readonly unknown[];
  /** How long one request may wait altogether while the service asks for patience, milliseconds. */
  readonly patienceMs: number;
  /** Ends the waiting when the execution is stopped. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * The core's host inside n8n. Requests go through n8n's own helpers, so that its proxy, certificates and limits on where
 * a credential may be used hold. A request that the service refuses because it comes too fast (429: it did nothing) is
 * sent again when the service says so, as long as the patience lasts; nothing else is ever repeated.
 */
export function createHost(core: Core, functions: NodeFunctions, options: HostOptions): Host {
  const wait = (ms: number, signal = options.signal): Promise<void> => rest(ms, signal);
  return {
    request: (request) =>
      patientRequest(request, (one) => exchange(core, functions, options, one), {
        patienceMs: options.patienceMs,
        sleep: wait,
        now: () => Date.now(),
      }),
    sleep: wait,
    now: () => Date.now(),
    log: logOf(functions),
    crypto: {
      hmacSha256: (key, data) => createHmac('sha256', key).update(data).digest('hex'),
      equal: (a, b) => {
        const [left, right] = [Buffer.from(a), Buffer.from(b)];
        return left.length === right.length && timingSafeEqual(left, right);
      },
    },
  };
}

async function exchange(
  core: Core,
  functions: NodeFunctions,
  { credential, signed, values }: HostOptions,
  request: HttpRequest,
): Promise<HttpResponse> {
  const { url, headers, isSigned } = unsigned(request, signed, values);
  const options: IHttpRequestOptions = {
    method: request.method,
    url,
    headers,
    ...(request.body === undefined ? {} : { body: Buffer.from(request.body) }),
    encoding: 'arraybuffer',
    returnFullResponse: true,
    ignoreHttpStatusErrors: true,
    disableFollowRedirect: true,
    timeout: request.timeoutMs ?? 30_000,
  };
  try {
    const answer: unknown = isSigned
      ? await functions.helpers.httpRequestWithAuthentication.call(functions, credential, options)
      : await functions.helpers.httpRequest(options);
    return asFullAnswer(answer, request.maxBytes);
  } catch (error) {
    throw transportErrorOf(core, error);
  }
}

/** The request without its credentials, and whether there were any: files on other hosts are fetched without. */
function unsigned(
  request: HttpRequest,
  signed: Signed,
  values: readonly unknown[],
): { url: string; headers: IDataObject; isSigned: boolean } {
  const given = Object.entries(request.headers ?? {});
  const kept = given.filter(([name]) => !signed.headers.includes(name.toLowerCase()));
  const url = new URL(request.url);
  const taken = signed.query.filter((name) => {
    const value = url.searchParams.get(name);
    return value !== null && values.includes(value);
  });
  for (const name of taken) url.searchParams.delete(name);
  return {
    url: taken.length === 0 ? request.url : url.href,
    headers: Object.fromEntries(kept),
    isSigned: kept.length < given.length || taken.length > 0,
  };
}

function logOf({ logger }: NodeFunctions): Log {
  return {
    debug: (fields, message) => {
      logger.debug(message, { ...fields });
    },
    info: (fields, message) => {
      logger.info(message, { ...fields });
    },
    warn: (fields, message) => {
      logger.warn(message, { ...fields });
    },
    error: (fields, message) => {
      logger.error(message, { ...fields });
    },
  };
}
