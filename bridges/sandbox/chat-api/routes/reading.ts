import type { Hono } from 'hono';
import type { StoredMessage } from '../model.ts';
import { Refused } from '../model.ts';
import { destinationOf, readParams } from '../request.ts';
import type { Service } from '../service.ts';
import { chatToWire, toWire } from '../wire.ts';

const PAGE = 100;

/** Messages and chats, and what one does to chats. */
export function readingRoutes(app: Hono, service: Service): void {
  const { store, behaviour } = service;
  const wired = (messages: readonly StoredMessage[]) =>
    messages.map((message) => toWire(message, store, service.origin));

  app.get('/messages', (c) => {
    if (behaviour.dialect === '1msg') {
      const notice = 'Messages are kept for a short time only; use the webhook';
      return c.json({ notice, messages: wired(store.messages.slice(-PAGE)) });
    }
    const { chatId, ...query } = c.req.query();
    const isLast = ['1', 'true'].includes(query['last'] ?? '');
    const given = isLast ? 0 : Number(query['lastMessageNumber'] ?? 0);
    const minTime = Number(query['min_time'] ?? 0);
    const maxTime = Number(query['max_time'] ?? Infinity);
    const limit = query['limit'] === undefined ? PAGE : Number(query['limit']) || Infinity;
    let found: readonly StoredMessage[] = chatId === undefined ? store.after(given) : store.ofChat(chatId);
    if (chatId !== undefined) found = found.filter((message) => message.messageNumber > given);
    if (minTime > 0 || maxTime < Infinity) {
      found = found.filter(({ time }) => time >= minTime && time <= maxTime);
    }
    const page = isLast ? found.slice(-Math.min(limit, PAGE)) : found.slice(0, limit);
    const last = page.at(-1)?.messageNumber ?? (isLast ? store.lastNumber : given);
    return c.json({ messages: wired(page), lastMessageNumber: last });
  });

  if (behaviour.dialect === '1msg') {
    app.post('/readMessage', async (c) => {
      const params = await readParams(c);
      const message = store.message(params.text('messageId') ?? params.text('msgId') ?? '');
      return message ? c.json({ success: true }) : c.json({ error: 'message was not found' });
    });
    return;
  }

  app.post('/readChat', async (c) => {
    try {
      const chat = store.chat(destinationOf(await readParams(c)));
      return c.json({ read: true, message: 'ok', chatId: chat.id });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return c.json({ read: false, message: error.message });
    }
  });
  app.get('/messagesHistory', (c) => {
    const { chatId, page = '0', count = String(PAGE) } = c.req.query();
    const newestFirst = (chatId === undefined ? store.messages : store.ofChat(chatId)).toReversed();
    const from = Number(page) * Number(count);
    return c.json({ messages: wired(newestFirst.slice(from, from + Number(count))), page: Number(page) });
  });
  app.get('/dialogs', (c) => {
    const limit = Number(c.req.query('limit') ?? 0) || Infinity;
    const page = Number(c.req.query('page') ?? 0);
    const from = page === 0 ? 0 : page * limit;
    return c.json({ dialogs: [...store.chats.values()].slice(from, from + limit).map(chatToWire) });
  });
  app.get('/dialog', (c) => {
    const chat = store.chats.get(c.req.query('chatId') ?? '');
    return chat ? c.json(chatToWire(chat)) : c.json({ error: 'chat was not found' });
  });
  for (const path of ['/typing', '/recording', '/pinChat', '/unpinChat', '/unreadChat', '/removeChat']) {
    app.post(path, async (c) => {
      try {
        const chat = store.chat(destinationOf(await readParams(c)));
        if (path !== '/removeChat') return c.json({ result: 'success', chatId: chat.id });
        store.chats.delete(chat.id);
        return c.json({ result: { message: 'Chat was removed' } });
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        return c.json({ result: 'error', message: error.message });
      }
    });
  }
}
