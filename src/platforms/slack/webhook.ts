import type { Host } from '../../host/index.ts';
import { WebhookRefused } from '../../host/index.ts';
import type { Received, WebhookRequest } from '../contract.ts';
import type { SlackCallback } from './schema.ts';
import { callbackSchema } from './schema.ts';

/** A request may be as old as this: Slack's own advice against replays. */
const MAX_AGE_S = 300;

/**
 * Checks that a request was signed by Slack within the last five minutes, and reads it. The signature is HMAC-SHA256
 * of `v0:<timestamp>:<body>` with the signing secret.
 * @throws {WebhookRefused}
 */
export function readRequest(request: WebhookRequest, secret: string | undefined, host: Host): SlackCallback {
  if (secret === undefined) {
    throw new WebhookRefused(
      401,
      'signature',
      'This account has no signingSecret to check the signature with.',
    );
  }
  const timestamp = request.headers['x-slack-request-timestamp'];
  const signature = request.headers['x-slack-signature'];
  if (timestamp === undefined || signature === undefined || !/^\d{1,12}$/.test(timestamp)) {
    throw new WebhookRefused(401, 'signature', 'The request is not signed.');
  }
  if (Math.abs(host.now() / 1000 - Number(timestamp)) > MAX_AGE_S) {
    throw new WebhookRefused(
      401,
      'timestamp',
      'The request is older than five minutes, or a clock is wrong.',
    );
  }
  const body = new TextDecoder().decode(request.body);
  if (!host.crypto.equal(signature, `v0=${host.crypto.hmacSha256(secret, `v0:${timestamp}:${body}`)}`)) {
    throw new WebhookRefused(401, 'signature', 'The signature does not fit: check signingSecret.');
  }
  const callback = callbackSchema.safeParse(parseJson(body));
  if (!callback.success) throw new WebhookRefused(400, 'body', 'The body is no event of Slack.');
  return callback.data;
}

/** The answer that Slack wants before it accepts an address; undefined for anything else. */
export function challengeOf(callback: SlackCallback): Received | undefined {
  if (callback.type !== 'url_verification') return undefined;
  return { events: [], answer: callback.challenge ?? '' };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    throw new WebhookRefused(400, 'body', 'The body is no JSON.');
  }
}
