import type { Api, Query } from '../http.ts';
import type { WireMessages } from '../schema.ts';
import { messagesSchema } from '../schema.ts';

export interface MessagesQuery {
  /** Messages after this number, oldest first, at most 100. */
  readonly lastMessageNumber?: number;
  /** The newest 100 instead; `lastMessageNumber` is ignored. */
  readonly last?: boolean;
  /** Only of this chat. Unknown to services of the first years, so the answer still has to be filtered. */
  readonly chatId?: string;
  /** 0 means all. */
  readonly limit?: number;
  /** Unix seconds. */
  readonly minTime?: number;
  readonly maxTime?: number;
}

/** Messages as stored by the instance, own ones included. */
export function readingCalls(api: Api) {
  const read = (path: string, query: Query): Promise<WireMessages> =>
    api.call(messagesSchema, { method: 'GET', path, query, tried: 'read messages', write: false });

  return {
    messages: ({ last, minTime, maxTime, ...query }: MessagesQuery = {}) =>
      read('messages', { ...query, last: last ? 1 : undefined, min_time: minTime, max_time: maxTime }),
    /** Pages of the history; `page` counts from 0. Late years only. */
    messagesHistory: (query: { page?: number; count?: number; chatId?: string } = {}) =>
      read('messagesHistory', query),
  };
}
