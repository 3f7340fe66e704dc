import type { Api } from '../http.ts';
import { outboxSchema, receiptSchema, typingSchema } from '../schema.ts';

/** Who is writing, and who has read. */
export function presenceCalls(api: Api) {
  const from = api.settings.line;
  return {
    typing: (to: string) =>
      api.all(typingSchema, {
        method: 'GET',
        path: '/typing',
        query: { from, to },
        tried: `ask who is writing in ${to}`,
        write: false,
        scope: 'typing:read',
        to,
      }),
    showTyping: (to: string, state: 'on' | 'off' = 'on') =>
      api.call(outboxSchema, {
        method: 'POST',
        path: '/typing',
        body: { from, to, state },
        tried: `show typing in ${to}`,
        write: true,
        scope: 'typing:write',
        to,
      }),
    receipts: (to: string) =>
      api.all(receiptSchema, {
        method: 'GET',
        path: '/receipts',
        query: { from, to },
        tried: `ask who has read ${to}`,
        write: false,
        scope: 'receipts:read',
        to,
      }),
    /** Marks the whole chat as read. */
    markRead: (to: string) =>
      api.call(outboxSchema, {
        method: 'POST',
        path: '/receipts',
        body: { from, to },
        tried: `mark ${to} as read`,
        write: true,
        scope: 'receipts:write',
        to,
      }),
  };
}
