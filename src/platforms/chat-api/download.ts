import type { Host } from '../../host/index.ts';
import { ServiceError, redact } from '../../host/index.ts';
import type { Attachment } from '../../model/index.ts';
import { isLink } from './media.ts';

/** Largest file that is taken in, bytes; WhatsApp documents have been larger, but nobody mirrors those. */
const MAX_BYTES = 64 * 1024 * 1024;
const TIMEOUT_MS = 60_000;

/**
 * The bytes of an attachment. Links hold for 30 days and are signed by themselves: the token is not sent there.
 * Contacts and places, which have no file, come as the text they are.
 */
export async function download(
  attachment: Attachment,
  host: Host,
  secrets: readonly string[],
): Promise<Uint8Array> {
  if (attachment.content !== undefined) return new TextEncoder().encode(attachment.content);
  const tried = `download "${attachment.name}"`;
  const { url } = attachment;
  if (url === undefined || !isLink(url)) {
    throw new ServiceError({
      kind: 'not-found',
      tried,
      cameBack: 'a message without an http link',
      advice: 'The service did not keep the file; look at it on the phone.',
    });
  }
  let response;
  try {
    response = await host.request({ method: 'GET', url, timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES });
  } catch (error) {
    throw new ServiceError({
      kind: 'unavailable',
      tried,
      cameBack: redact(error instanceof Error ? error.message : String(error), secrets),
      advice: 'Try again later.',
    });
  }
  // A view of the bytes: a host may hand in a subclass with habits of its own.
  const { body, status } = response;
  if (status >= 200 && status < 300) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  const gone = status === 403 || status === 404 || status === 410;
  throw new ServiceError({
    kind: gone ? 'not-found' : status === 429 ? 'rate-limited' : status >= 500 ? 'unavailable' : 'protocol',
    tried,
    cameBack: `HTTP ${String(status)}`,
    advice: gone
      ? 'Files are kept for 30 days and then deleted; it is only left on the phone.'
      : 'Check whether the file can still be opened at the provider.',
    status,
  });
}
