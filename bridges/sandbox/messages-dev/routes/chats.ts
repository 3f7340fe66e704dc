import type { AddRoute } from '../api.ts';
import { opens } from '../access.ts';
import { compare, pageOf, whole } from '../paging.ts';
import type { SortKey } from '../paging.ts';
import type { Chat } from '../model.ts';
import type { Service } from '../service.ts';
import { chatToWire, lineToWire } from '../wire.ts';

/** Lines and chats. */
export function chatRoutes(add: AddRoute, service: Service): void {
  const { store, sandbox, behaviour } = service;

  add('GET', '/lines', 'lines:read', ({ key }) =>
    whole(
      store.lines.filter((line) => opens(key, line) && (!line.isSandbox || sandbox.isActive)).map(lineToWire),
    ),
  );

  add('GET', '/chats', 'chats:read', ({ key, params }) => {
    params.require('from');
    const line = service.line(key, params.from());
    const all = [...store.chats.values()];
    const keyOf = (chat: Chat): SortKey => [chat.lastMessageAt ?? 0, all.indexOf(chat)];
    const chats = all.filter(({ lineId }) => lineId === line.id).sort((a, b) => compare(keyOf(a), keyOf(b)));
    const page = pageOf(chats, keyOf, behaviour.order, {
      limit: params.text('limit'),
      cursor: params.text('cursor'),
    });
    return { ...page, data: page.data.map(chatToWire) };
  });
}
