import type { HttpResponse, TransportError } from '../../src/index.ts';
import type { Core } from './core.ts';

/** The same as the daemon's. */
const DEFAULT_MAX_BYTES = 64 * 1024 * 1024;
/** Node's codes for "never reached the service", when they come from looking it up or connecting to it. */
const NOT_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** Reads what n8n's request helpers resolve with when asked for bytes and for the full answer. */
export function asFullAnswer(answer: unknown, maxBytes = DEFAULT_MAX_BYTES): HttpResponse {
  const { statusCode, headers, body } = isRecord(answer) ? answer : {};
  if (typeof statusCode !== 'number' || !isRecord(headers)) throw new Error('n8n gave no full answer');
  const bytes = bytesOf(body);
  if (bytes.length > maxBytes) throw new Error(`the answer is longer than ${String(maxBytes)} bytes`);
  return {
    status: statusCode,
    headers: flat(headers),
    body: bytes,
    text: () => bytes.toString('utf8'),
  };
}

/** No complete answer came. n8n wraps what Node says, once or twice. */
export function transportErrorOf({ TransportError, redact }: Core, error: unknown): TransportError {
  const causes = chain(error);
  const isUnsent = causes.some(
    ({ code, syscall }) =>
      typeof code === 'string' &&
      NOT_SENT.has(code) &&
      (syscall === undefined || syscall === 'connect' || syscall === 'getaddrinfo'),
  );
  const message = causes
    .map((cause) => cause.message)
    .findLast((text) => typeof text === 'string' && text !== '');
  const code = causes.map((cause) => cause.code).find((one) => typeof one === 'string');
  return new TransportError(
    redact(String(message ?? code ?? error)),
    isUnsent ? 'not-done' : 'unknown',
    error,
  );
}

/** The error, and what it was caused by, outermost first. */
function chain(error: unknown): Record<string, unknown>[] {
  const found: Record<string, unknown>[] = [];
  for (let one = error; isRecord(one) && !found.includes(one) && found.length < 5;) {
    found.push(one);
    one = one.cause ?? one.errorResponse;
  }
  return found;
}

function bytesOf(body: unknown): Buffer {
  if (Buffer.isBuffer(body)) return body;
  if (body instanceof ArrayBuffer) return Buffer.from(body);
  return Buffer.from(typeof body === 'string' ? body : '');
}

function flat(headers: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(', ') : String(value),
    ]),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
