import { z } from 'zod';
import type { Host } from '../../host/index.ts';
import { WebhookRefused } from '../../host/index.ts';
import type { WebhookRequest } from '../contract.ts';
import { deliverySchema } from './schema.ts';

export type WireDelivery = z.output<typeof deliverySchema>;

/** Clocks may differ by so much, either way: what the service advises against replays. */
const TOLERANCE_MS = 300_000;

/**
 * Checks that a request was signed by the service within the last five minutes, and reads it. The signature is the
 * lower-case hex of HMAC-SHA256 over `<timestamp>.<body>`, keyed with the secret as it was given. The timestamp stands
 * in a header and in the body; a request without the header is signed with that of the body.
 * @throws {WebhookRefused}
 */
export function readDelivery(
  request: WebhookRequest,
  secret: string | undefined,
  host: Pick<Host, 'crypto' | 'now'>,
): WireDelivery {
  const signature = request.headers['x-webhook-signature'];
  if (signature === undefined || signature === '')
    throw new WebhookRefused(401, 'signature', 'The request is not signed.');
  if (secret === undefined)
    throw new WebhookRefused(
      401,
      'signature',
      'No webhook of this account is known: it is being set up anew.',
    );
  const body = new TextDecoder().decode(request.body);
  const timestamp = request.headers['x-webhook-timestamp'] ?? timestampIn(body);
  if (timestamp === undefined || !/^\d{1,16}$/.test(timestamp))
    throw new WebhookRefused(401, 'timestamp', 'The request does not say when it was signed.');
  if (!host.crypto.equal(signature, host.crypto.hmacSha256(secret, signedBytes(timestamp, request.body))))
    throw new WebhookRefused(401, 'signature', 'The signature does not fit the secret of the webhook.');
  if (Math.abs(host.now() - Number(timestamp)) > TOLERANCE_MS)
    throw new WebhookRefused(401, 'timestamp', 'The request is five minutes off, or a clock is wrong.');
  const delivery = deliverySchema.safeParse(parseJson(body));
  if (!delivery.success) throw new WebhookRefused(400, 'body', 'The body is no delivery of messages.dev.');
  const inside = delivery.data.timestamp;
  if (typeof inside === 'number' && String(inside) !== timestamp)
    throw new WebhookRefused(401, 'timestamp', 'Header and body name different times.');
  return delivery.data;
}

/** The bytes as they came: decoding and encoding them again could change some. */
function signedBytes(timestamp: string, body: Uint8Array): Uint8Array {
  const head = new TextEncoder().encode(`${timestamp}.`);
  const bytes = new Uint8Array(head.length + body.length);
  bytes.set(head);
  bytes.set(body, head.length);
  return bytes;
}

function timestampIn(body: string): string | undefined {
  try {
    const parsed = z.object({ timestamp: z.number() }).safeParse(JSON.parse(body));
    return parsed.success ? String(parsed.data.timestamp) : undefined;
  } catch {
    return undefined;
  }
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new WebhookRefused(400, 'body', 'The body is no JSON.');
  }
}
