import type { AddRoute } from '../api.ts';
import { whole } from '../paging.ts';
import { wrong } from '../params.ts';
import { Refusal } from '../refusal.ts';
import type { Service } from '../service.ts';
import type { WebhookEvent } from '../webhooks.ts';
import { WEBHOOK_EVENTS, webhookToWire } from '../webhooks.ts';

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** Webhooks of a line: several are allowed, none can be changed, and the secret is told once. */
export function webhookRoutes(add: AddRoute, service: Service): void {
  const { webhooks } = service;

  add('GET', '/webhooks', 'webhooks:read', ({ key, params }) => {
    params.require('from');
    return whole(webhooks.of(service.line(key, params.from())).map(webhookToWire));
  });

  add('POST', '/webhooks', 'webhooks:write', ({ key, params }) => {
    params.require('from', 'url', 'events');
    const from = params.from();
    const url = params.text('url') ?? '';
    if (!isAllowed(url)) wrong('url', 'must be an HTTPS address');
    const events = params.list('events').map((name) => eventNamed(name));
    if (events.length === 0) wrong('events', 'must name at least one event');
    const webhook = webhooks.add(service.line(key, from), url, events);
    return { ...webhookToWire(webhook), secret: webhook.secret };
  });

  add('DELETE', '/webhooks', 'webhooks:write', ({ key, params }) => {
    params.require('id');
    const id = params.id('id', 'wh_');
    const webhook = webhooks.get(id);
    if (!webhook) throw new Refusal('webhook_not_found', 'No such webhook.', { param: 'id' });
    service.line(key, webhook.lineId);
    webhooks.remove(id);
    return { id, deleted: true };
  });
}

function eventNamed(name: string): WebhookEvent {
  return (
    WEBHOOK_EVENTS.find((event) => event === name) ??
    wrong('events', `can only have ${WEBHOOK_EVENTS.join(', ')}`)
  );
}

/** HTTPS, and this machine without it: nobody could try it out otherwise. */
function isAllowed(address: string): boolean {
  const url = URL.parse(address);
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.includes(url.hostname));
}
