import type { AddRoute, Call } from '../api.ts';
import type { Chat, Line } from '../model.ts';
import { accepted } from '../outbox.ts';
import { whole } from '../paging.ts';
import type { Service } from '../service.ts';
import { indicatorToWire, receiptToWire } from '../wire.ts';

/** Who is writing, and who has read. */
export function presenceRoutes(add: AddRoute, service: Service): void {
  const { presence, outbox, store } = service;

  const placeOf = ({ key, params }: Call): { line: Line; chat: Chat } => {
    params.require('from', 'to');
    const from = params.from();
    const to = params.to();
    const line = service.line(key, from);
    return { line, chat: service.chat(line, to) };
  };

  add('GET', '/typing', 'typing:read', (call) => {
    const { line, chat } = placeOf(call);
    const others = presence.indicators().filter((it) => it.chatId === chat.id && it.handle !== line.handle);
    return whole(others.map((it) => indicatorToWire(it, presence.isTyping(it))));
  });

  add('POST', '/typing', 'typing:write', (call) => {
    const { params } = call;
    params.require('from', 'to');
    const state = params.has('state') ? params.word('state', ['on', 'off']) : 'on';
    const { line, chat } = placeOf(call);
    return accepted(
      outbox.add(line, params.values, () => {
        presence.type(chat.id, line.handle, state === 'on');
        store.onChange(chat.id);
      }),
    );
  });

  add('GET', '/receipts', 'receipts:read', (call) => {
    const { line, chat } = placeOf(call);
    const others = presence.receipts().filter((it) => it.chatId === chat.id && it.handle !== line.handle);
    return whole(others.map(receiptToWire));
  });

  add('POST', '/receipts', 'receipts:write', (call) => {
    const { line, chat } = placeOf(call);
    return accepted(
      outbox.add(line, call.params.values, () => {
        presence.read(chat.id, line.handle);
        store.onChange(chat.id);
      }),
    );
  });
}
