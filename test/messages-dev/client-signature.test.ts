import { describe, expect, it } from 'vitest';
import { createNodeHost } from '../../bridges/host/node-host.ts';
import { WebhookRefused } from '../../src/host/index.ts';
import type { WebhookRequest } from '../../src/platforms/index.ts';
import { readDelivery } from '../../src/platforms/messages-dev/index.ts';

const SECRET = 'whsec_test';
const TIMESTAMP = 1_710_000_000_123;
const BODY =
  '{"event":"message.received","data":{"id":"msg_1","chat_id":"cht_1","guid":"G-1","sender":"+15559876543","text":"hi","attachments":[],"is_from_me":false,"is_audio_message":false,"sent_at":1710000000000,"reply_to_guid":null,"line_handle":"+15551234567"},"timestamp":1710000000123,"delivery_id":"dlv_1"}';
const SIGNATURE = 'de56e6a8f66a6400e998340ca9ae5b99848c5a4c14879f80f4136229610e4151';

const ignore = (): void => undefined;
const { crypto } = createNodeHost({ debug: ignore, info: ignore, warn: ignore, error: ignore });
const at = (now: number) => ({ crypto, now: () => now });

function requestOf(headers: Record<string, string>, body = BODY): WebhookRequest {
  return { headers, body: new TextEncoder().encode(body) };
}
const signedAt = (timestamp: string, body = BODY): Record<string, string> => ({
  'x-webhook-timestamp': timestamp,
  'x-webhook-signature': crypto.hmacSha256(SECRET, `${timestamp}.${body}`),
});

function outcome(request: WebhookRequest, now = TIMESTAMP, secret: string | undefined = SECRET): unknown {
  try {
    return readDelivery(request, secret, at(now)).delivery_id;
  } catch (error) {
    if (error instanceof WebhookRefused) return [error.status, error.reason];
    throw error;
  }
}

describe('the signature of a webhook', () => {
  it('is the one that the service is known to make', () => {
    const headers = { 'x-webhook-timestamp': String(TIMESTAMP), 'x-webhook-signature': SIGNATURE };
    expect(outcome(requestOf(headers))).toBe('dlv_1');
  });

  it('is read with the time in the body when no header tells it', () => {
    expect(outcome(requestOf({ 'x-webhook-signature': SIGNATURE }))).toBe('dlv_1');
  });

  it.each([
    [
      'in upper case',
      { 'x-webhook-timestamp': String(TIMESTAMP), 'x-webhook-signature': SIGNATURE.toUpperCase() },
    ],
    ['of another time', { 'x-webhook-timestamp': String(TIMESTAMP + 1), 'x-webhook-signature': SIGNATURE }],
    ['missing', { 'x-webhook-timestamp': String(TIMESTAMP) }],
    ['empty', { 'x-webhook-timestamp': String(TIMESTAMP), 'x-webhook-signature': '' }],
  ])('is refused %s', (_how, headers) => {
    expect(outcome(requestOf(headers))).toEqual([401, 'signature']);
  });

  it('is refused when the body was changed by a single blank', () => {
    expect(outcome(requestOf(signedAt(String(TIMESTAMP)), `${BODY} `))).toEqual([401, 'signature']);
  });

  it('is refused with another secret, and with none', () => {
    const request = requestOf(signedAt(String(TIMESTAMP)));
    expect(outcome(request, TIMESTAMP, 'whsec_other')).toEqual([401, 'signature']);
    const read = (): unknown => readDelivery(request, undefined, at(TIMESTAMP));
    expect(read).toThrow(WebhookRefused);
  });

  it.each([
    ['five minutes old', 300_000, 'dlv_1'],
    ['older than five minutes', 300_001, [401, 'timestamp']],
    ['five minutes ahead', -300_000, 'dlv_1'],
    ['more than five minutes ahead', -300_001, [401, 'timestamp']],
  ])('is judged by its age: %s', (_what, age, expected) => {
    expect(outcome(requestOf(signedAt(String(TIMESTAMP))), TIMESTAMP + age)).toEqual(expected);
  });

  it('is refused when header and body name different times', () => {
    const other = String(TIMESTAMP + 1000);
    expect(outcome(requestOf(signedAt(other)))).toEqual([401, 'timestamp']);
  });

  it.each(['soon', '-1', '1e3', ''])('is refused with the time "%s"', (timestamp) => {
    expect(outcome(requestOf(signedAt(timestamp)))).toEqual([401, 'timestamp']);
  });

  it('says nothing about a body that is no delivery', () => {
    expect(outcome(requestOf(signedAt(String(TIMESTAMP), '[1]'), '[1]'))).toEqual([400, 'body']);
    expect(outcome(requestOf(signedAt(String(TIMESTAMP), 'hello'), 'hello'))).toEqual([400, 'body']);
  });
});
