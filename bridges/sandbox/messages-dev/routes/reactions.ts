import type { AddRoute } from '../api.ts';
import type { Tapback } from '../model.ts';
import { TAPBACKS } from '../model.ts';
import { accepted } from '../outbox.ts';
import { whole } from '../paging.ts';
import { Refusal } from '../refusal.ts';
import type { Service } from '../service.ts';
import { reactionToWire } from '../wire.ts';

const TYPES = Object.keys(TAPBACKS) as Tapback[];

/** Tapbacks: added, never taken back, and their history. */
export function reactionRoutes(add: AddRoute, service: Service): void {
  const { store, outbox, behaviour } = service;

  add('GET', '/reactions', 'reactions:read', ({ key, params }) => {
    params.require('message_id');
    const message = store.message(params.messageId('message_id') ?? '');
    if (!message) throw new Refusal('message_not_found', 'No such message.', { param: 'message_id' });
    service.line(key, message.lineId);
    const rows = store.reactionsOn(message.id).map(reactionToWire);
    return whole(behaviour.order === 'newest-first' ? rows.reverse() : rows);
  });

  add('POST', '/reactions', 'reactions:write', ({ key, params }) => {
    params.require('from', 'to', 'message_id', 'type');
    const from = params.from();
    const to = params.to();
    const messageId = params.messageId('message_id') ?? '';
    const type = params.word('type', TYPES);
    const line = service.line(key, from);
    const message = service.message(service.chat(line, to), messageId, 'message_id');
    return accepted(
      outbox.add(line, params.values, () => {
        service.react(message, line.handle, type);
      }),
    );
  });
}
