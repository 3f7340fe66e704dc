import type { Host, HttpResponse } from '../../host/index.ts';
import { ServiceError, redact } from '../../host/index.ts';
import type { Attachment } from '../../model/index.ts';

const MAX_BYTES = 100 * 1024 * 1024;
const TIMEOUT_MS = 120_000;
const MOST_REDIRECTS = 3;

/** The bytes of an attachment. Its address is that of a store, which needs no key and must not be given it. */
export async function download(attachment: Attachment, host: Host): Promise<Uint8Array> {
  const tried = `download "${attachment.name}"`;
  let { url } = attachment;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    if (url === undefined || !/^https?:\/\//i.test(url)) {
      throw new ServiceError({
        kind: 'not-found',
        tried,
        cameBack: 'a message that does not say where its file is',
        advice: 'The service did not keep the file; look at it on the phone.',
      });
    }
    const response: HttpResponse = await fetchOnce(url, tried, host);
    const { body, status } = response;
    // A view of the bytes: a host may hand in a subclass with habits of its own.
    if (status >= 200 && status < 300) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
    const location = response.headers['location'];
    if (status < 300 || status > 399 || location === undefined) throw refused(tried, status);
    url = URL.canParse(location, url) ? new URL(location, url).href : undefined;
  }
  throw refused(tried, 310);
}

async function fetchOnce(url: string, tried: string, host: Host): Promise<HttpResponse> {
  try {
    return await host.request({ method: 'GET', url, timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES });
  } catch (error) {
    throw new ServiceError({
      kind: 'unavailable',
      tried,
      cameBack: redact(error instanceof Error ? error.message : String(error)),
      advice: 'Try again later.',
    });
  }
}

function refused(tried: string, status: number): ServiceError {
  const isGone = status === 403 || status === 404 || status === 410;
  return new ServiceError({
    kind: isGone ? 'not-found' : status === 429 ? 'rate-limited' : status >= 500 ? 'unavailable' : 'protocol',
    tried,
    cameBack: `HTTP ${String(status)}`,
    advice: isGone
      ? 'Addresses of files expire; read the message again for a new one.'
      : 'Check whether the file can still be opened.',
    status,
  });
}
