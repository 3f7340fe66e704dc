import type { Api } from '../http.ts';
import type { WireChat } from '../schema.ts';
import { chatSchema, messageSchema } from '../schema.ts';

export interface PageOptions {
  /** 1 to 100. @default 50 */
  readonly limit?: number;
  readonly cursor?: string;
  /** @default 30000 */
  readonly timeoutMs?: number;
}

/** Chats and messages. The order of both lists is documented nowhere. */
export function readingCalls(api: Api) {
  const from = api.settings.line;
  const chats = (options: PageOptions) =>
    ({
      method: 'GET',
      path: '/chats',
      query: { from, limit: options.limit, cursor: options.cursor },
      tried: 'list the chats',
      write: false,
      scope: 'chats:read',
    }) as const;
  return {
    chats: (options: PageOptions = {}) => api.page(chatSchema, chats(options)),
    /** @param enough whether what is read so far will do; without it all pages are read */
    allChats: (enough?: (chats: readonly WireChat[]) => boolean) =>
      api.all(chatSchema, chats({ limit: 100 }), enough),
    /** @param to chat id or handle */
    messages: (to: string, options: PageOptions = {}) =>
      api.page(messageSchema, {
        method: 'GET',
        path: '/messages',
        query: { from, to, limit: options.limit, cursor: options.cursor },
        ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
        tried: `read the messages of ${to}`,
        write: false,
        scope: 'messages:read',
        to,
      }),
  };
}
