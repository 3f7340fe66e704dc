import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebhookRefused } from '../../src/host/index.ts';
import type { ParleyEvent } from '../../src/model/index.ts';
import type { Webhook, WebhookRequest } from '../../src/platforms/index.ts';
import type { Stage } from './stage.ts';
import { baseline, drain, ownMessages, sendText, useStage } from './stage.ts';
import type { Subject } from './subject.ts';
import { numbered, saidIn } from './texts.ts';
import type { WebhookInbox } from './webhook-inbox.ts';
import { openInbox } from './webhook-inbox.ts';

const SIX_MINUTES_MS = 360_000;

/**
 * Hands requests in as the daemon does: one that came too early is offered again after the others, and when none of
 * them fits, after a poll.
 */
async function receiveAll(
  stage: Stage,
  webhook: Webhook,
  requests: readonly WebhookRequest[],
  from: string,
): Promise<ParleyEvent[]> {
  const events: ParleyEvent[] = [];
  let cursor = from;
  let waiting = [...requests];
  let hasPolled = false;
  for (;;) {
    const early: WebhookRequest[] = [];
    for (const request of waiting) {
      const received = webhook.receive(request, cursor);
      if (received.gap) early.push(request);
      else {
        events.push(...received.events);
        cursor = received.cursor ?? cursor;
      }
    }
    if (early.length === 0) return events;
    if (early.length === waiting.length) {
      if (hasPolled) throw new Error(`${String(early.length)} requests never fit in.`);
      const polled = await drain(stage, cursor);
      events.push(...polled.events);
      cursor = polled.cursor;
    }
    hasPolled = early.length === waiting.length;
    waiting = early;
  }
}

/** One event a key, in the order of their positions: what the journal keeps of them. */
function stored(events: readonly ParleyEvent[]): ParleyEvent[] {
  const byKey = new Map(events.map((event) => [event.key, event]));
  return [...byKey.values()].sort((a, b) => (a.position < b.position ? -1 : a.position > b.position ? 1 : 0));
}

export function describeWebhook<Settings>(subject: Subject<Settings>): void {
  describe('webhook', () => {
    const stage = useStage(subject);
    const offered = subject.platform.capabilities.feeds.includes('webhook');

    it('is there exactly when the data of the platform says so', () => {
      expect(stage().connection.webhook !== undefined).toBe(offered);
    });
    if (!offered) return;

    let inbox: WebhookInbox;
    const webhook = (): Webhook => {
      const present = stage().connection.webhook;
      if (!present) throw new Error('The connection has no webhook.');
      return present;
    };
    beforeEach(async () => {
      inbox = await openInbox((request) => webhook().receive(request, undefined).answer);
      await (webhook().register?.(inbox.url) ?? stage().emulator.setWebhook?.(inbox.url));
    });
    afterEach(() => inbox.close());

    const signed = (body: string): WebhookRequest => ({
      headers: {
        'content-type': 'application/json',
        ...subject.signWebhook?.(
          stage().emulator.accountSettings(),
          body,
          stage().host.now(),
          stage().memory,
        ),
      },
      body: new TextEncoder().encode(body),
    });
    const refusal = (request: WebhookRequest): unknown[] => {
      try {
        webhook().receive(request, undefined);
      } catch (error) {
        if (error instanceof WebhookRefused) return [error.status, error.reason];
        throw error;
      }
      return ['taken in'];
    };

    it('takes in what people say, in order', async () => {
      const from = await baseline(stage());
      await stage().sayMany(numbered(5));
      expect(saidIn(await receiveAll(stage(), webhook(), await inbox.received(5), from))).toEqual(
        numbered(5),
      );
    });

    it('names every event as polling names it, so that neither repeats the other', async () => {
      const from = await baseline(stage());
      await stage().sayMany(numbered(4));
      const received = await receiveAll(stage(), webhook(), await inbox.received(4), from);
      const polled = (await drain(stage(), from)).events;
      expect(received.map(({ key, position }) => [key, position])).toEqual(
        polled.map(({ key, position }) => [key, position]),
      );
    });

    it('makes nothing new of a delivery that comes twice', async () => {
      const from = await baseline(stage());
      stage().emulator.faults.add({ kind: 'deliver-twice' });
      await stage().say('only once');
      const requests = await inbox.received(2);
      expect(saidIn(stored(await receiveAll(stage(), webhook(), requests, from)))).toEqual(['only once']);
    });

    it('puts deliveries that come out of order back in order', async () => {
      const from = await baseline(stage());
      stage().emulator.faults.add({ kind: 'deliver-out-of-order' });
      await stage().sayMany(numbered(3));
      const events = await receiveAll(stage(), webhook(), await inbox.received(3), from);
      const inOrder = subject.platform.capabilities.settleMs > 0 ? stored(events) : events;
      expect(saidIn(inOrder)).toEqual(numbered(3));
    });

    it('knows its own messages when the service echoes them', async () => {
      const from = await baseline(stage());
      await sendText(stage(), 'by ourselves');
      await ownMessages(stage(), 1);
      await stage().say('by a person');
      const all = await inbox.received(2);
      expect(saidIn(await receiveAll(stage(), webhook(), all, from))).toEqual(['by a person']);
    });

    it('refuses a body that is no JSON', () => {
      expect(refusal(signed('{"messages": [{'))).toEqual([400, 'body']);
      expect(refusal(signed('<html></html>'))).toEqual([400, 'body']);
      expect(refusal(signed(''))).toEqual([400, 'body']);
    });

    it('refuses JSON that is no delivery of this service', () => {
      expect(refusal(signed('[1, 2]'))).toEqual([400, 'body']);
      expect(refusal(signed('"text"'))).toEqual([400, 'body']);
    });

    if (subject.signWebhook) {
      it('refuses a request that was not signed, or not like this', async () => {
        await stage().say('hello');
        const [request] = await inbox.received(1);
        const { body, headers } = request ?? signed('{}');
        const changed = Uint8Array.from(body);
        changed[changed.length - 2] = 32;
        const forged = Object.entries(headers).map(([name, value]) => [
          name,
          value?.replace(/[0-9a-f]{64}$/, '0'.repeat(64)),
        ]);
        expect(refusal({ body, headers: {} })).toEqual([401, 'signature']);
        expect(refusal({ body: changed, headers })).toEqual([401, 'signature']);
        expect(refusal({ body, headers: Object.fromEntries(forged) })).toEqual([401, 'signature']);
      });

      it('refuses a request that is older than five minutes', async () => {
        await stage().say('hello');
        const [request] = await inbox.received(1);
        stage().host.stepClock(SIX_MINUTES_MS);
        expect(refusal(request ?? signed('{}'))).toEqual([401, 'timestamp']);
      });
    } else {
      it('needs no signature, because the service has none', async () => {
        await stage().say('hello');
        const [request] = await inbox.received(1);
        expect(refusal({ headers: {}, body: request?.body ?? new Uint8Array() })).toEqual(['taken in']);
      });
    }

    it('can be registered, checked and removed where the service lets programs do that', async () => {
      const { register, registered, unregister } = webhook();
      expect([registered, unregister].map((member) => typeof member)).toEqual(
        register ? ['function', 'function'] : ['undefined', 'undefined'],
      );
      if (!register) return;
      expect(await webhook().registered?.()).toBe(inbox.url);
      await webhook().unregister?.();
      expect(await webhook().registered?.()).toBeUndefined();
    });
  });
}
