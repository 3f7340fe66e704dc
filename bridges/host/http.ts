import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import type { HttpRequest, HttpResponse } from '../../src/host/index.ts';
import { TransportError, redact } from '../../src/host/index.ts';

const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_MAX_BYTES = 64 * 1024 * 1024;
/** Node's codes for "never reached the service". */
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/**
 * Sends one request and reads the whole answer. Works on undici's dispatcher itself: its `request` makes a stream of
 * every body, which costs more than all the rest of a short call.
 * @throws {TransportError} when no complete answer came, or one that is longer than allowed
 */
export function sendRequest(dispatcher: Dispatcher, request: HttpRequest): Promise<HttpResponse> {
  const maxBytes = request.maxBytes ?? DEFAULT_MAX_BYTES;
  const timeoutMs = request.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  return new Promise((resolve, reject) => {
    let status = 0;
    let headers: Readonly<Record<string, string>> = {};
    let length = 0;
    const chunks: Uint8Array[] = [];
    const fail = (error: unknown): void => {
      reject(toTransportError(error));
    };
    try {
      const url = new URL(request.url);
      dispatcher.dispatch(
        {
          origin: url.origin,
          path: `${url.pathname}${url.search}`,
          method: request.method,
          headersTimeout: timeoutMs,
          bodyTimeout: timeoutMs,
          ...(request.headers ? { headers: { ...request.headers } } : {}),
          ...(request.body === undefined ? {} : { body: request.body }),
        },
        {
          /** undici asks for it; there is nothing to prepare. */
          onRequestStart: () => undefined,
          onResponseStart(_, statusCode, incoming) {
            status = statusCode;
            headers = flat(incoming);
          },
          onResponseData(controller, chunk) {
            length += chunk.length;
            if (length <= maxBytes) chunks.push(chunk);
            else {
              const limit = `the answer is longer than ${String(maxBytes)} bytes`;
              controller.abort(new TransportError(limit, 'unknown'));
            }
          },
          onResponseEnd() {
            const body = Buffer.concat(chunks);
            resolve({ status, headers, body, text: () => body.toString('utf8') });
          },
          onResponseError(_, error) {
            fail(error);
          },
        },
      );
    } catch (error) {
      fail(error);
    }
  });
}

function toTransportError(error: unknown): TransportError {
  if (error instanceof TransportError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message = redact(error instanceof Error ? error.message : String(error));
  return new TransportError(message || code, NOT_SENT.has(code) ? 'not-done' : 'unknown', error);
}

function flat(headers: IncomingHttpHeaders): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) result[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return result;
}
