import type { HttpResponse } from '../../host/index.ts';
import { ServiceError, TransportError, parseJson, redact } from '../../host/index.ts';
import { meaningOf } from './error-codes.ts';
import { failureSchema } from './schema.ts';

/** What was being done, and whether it may leave a message behind. */
export interface Attempt {
  readonly tried: string;
  readonly isWrite: boolean;
  readonly secrets: readonly string[];
}

const MOST_DETAIL = 300;

/** No answer came. Causes are not kept: they may quote an address with a webhook's token. */
export function fromTransport(error: unknown, { tried, isWrite, secrets }: Attempt): unknown {
  if (!(error instanceof TransportError)) return error;
  return new ServiceError({
    kind: 'unavailable',
    tried,
    cameBack: redact(error.message, secrets),
    advice: 'Check the network of this machine and apiUrl.',
    outcome: isWrite ? error.outcome : 'not-done',
  });
}

/** An answer that says no. */
export function fromAnswer(answer: HttpResponse, { tried, isWrite, secrets }: Attempt): ServiceError {
  const { status } = answer;
  const { code, message, errors, retry_after } = failureSchema
    .catch({ global: false })
    .parse(parseJson(answer.text()));
  if (status === 429) return tooFast(tried, retryAfterMs(answer, retry_after));
  const { kind, advice } = meaningOf(status, code);
  const words = [message, ...reasonsIn(errors)].filter((word) => word !== undefined).join(' ');
  const said = words === '' ? '' : ` "${redact(words, secrets).slice(0, MOST_DETAIL)}"`;
  return new ServiceError({
    kind,
    tried,
    cameBack: `HTTP ${String(status)}${said}${code ? ` (${String(code)})` : ''}`,
    advice,
    status,
    outcome: isWrite && (status >= 500 || kind === 'protocol') ? 'unknown' : 'not-done',
    ...(code ? { code: String(code) } : {}),
  });
}

/** An answer that says yes, but nothing that Discord is known to say. */
export function strangeAnswer({ status }: HttpResponse, { tried, isWrite }: Attempt): ServiceError {
  return new ServiceError({
    kind: 'protocol',
    tried,
    cameBack: `HTTP ${String(status)} with something that is not in the form of Discord's API`,
    advice: 'Check apiUrl, and whether a proxy stands between this machine and Discord.',
    status,
    outcome: isWrite ? 'unknown' : 'not-done',
  });
}

export function tooFast(tried: string, afterMs: number | undefined): ServiceError {
  return new ServiceError({
    kind: 'rate-limited',
    tried,
    cameBack: 'HTTP 429 "You are being rate limited."',
    advice: 'Discord takes no more for now; the call is made again after the time it asked for.',
    status: 429,
    ...(afterMs === undefined ? {} : { retryAfterMs: afterMs }),
  });
}

/** The wait that a 429 asks for: seconds with a fraction in the body, whole ones in the header. */
export function retryAfterMs({ headers }: HttpResponse, inBody: number | undefined): number | undefined {
  const seconds = inBody ?? Number(headers['retry-after'] ?? Number.NaN);
  return Number.isFinite(seconds) ? Math.ceil(seconds * 1000) : undefined;
}

/** The sentences in the details of an "Invalid Form Body", with the fields they are about. */
function reasonsIn(errors: unknown, path = ''): string[] {
  if (typeof errors !== 'object' || errors === null) return [];
  return Object.entries(errors).flatMap(([name, value]: [string, unknown]) => {
    if (name !== '_errors') return reasonsIn(value, path === '' ? name : `${path}.${name}`);
    if (!Array.isArray(value)) return [];
    return value.map((one: unknown) => {
      const said = typeof one === 'object' && one !== null && 'message' in one ? String(one.message) : '';
      return `${path}: ${said}`;
    });
  });
}

/** Whether an error is this one of Discord's. */
export function isCode(error: unknown, ...codes: readonly number[]): error is ServiceError {
  return error instanceof ServiceError && codes.some((code) => error.code === String(code));
}

export function isKind(error: unknown, ...kinds: readonly ServiceError['kind'][]): error is ServiceError {
  return error instanceof ServiceError && kinds.includes(error.kind);
}
