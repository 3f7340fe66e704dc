import type { Host } from '../../host/index.ts';
import { ServiceError } from '../../host/index.ts';
import type { Signal } from '../../model/index.ts';
import type { MessagesDevClient } from './client.ts';
import type { MapContext } from './map.ts';
import type { WireChat } from './schema.ts';

/** Signals are asked for only while more than this share of the hour's calls is left. */
const RESERVE = 0.4;

/** Reads who is writing and who has read: two calls a conversation. What was told once is not told again. */
export interface Signals {
  /** @param chats by the name of the conversation */
  read(chats: ReadonlyMap<string, WireChat>): Promise<Signal[]>;
}

export function createSignals(client: MessagesDevClient, host: Host, context: MapContext): Signals {
  /** Times of what was told last, by kind, chat and person. */
  const told = new Map<string, number>();
  const refused = new Set<Signal['type']>();

  const isNews = (key: string, at: number, isNow: boolean): boolean => {
    const before = told.get(key);
    told.set(key, at);
    return before === undefined ? isNow : at > before;
  };
  const signal = (type: Signal['type'], conversation: string, handle: string): Signal => ({
    type,
    conversation,
    author: { id: handle, name: context.known.nameOf(handle), kind: 'person' },
  });

  const typing = async (conversation: string, chat: WireChat): Promise<Signal[]> =>
    (await client.typing(chat.id))
      .filter(
        ({ handle, is_typing, updated_at }) =>
          handle !== context.line &&
          isNews(`typing:${chat.id}:${handle}`, updated_at ?? 0, is_typing) &&
          is_typing,
      )
      .map(({ handle }) => signal('typing', conversation, handle));

  const reads = async (conversation: string, chat: WireChat): Promise<Signal[]> =>
    (await client.receipts(chat.id))
      .filter(({ handle, last_read_at }) => {
        const at = last_read_at ?? 0;
        const isAll = at > 0 && at >= (chat.last_message_at ?? 0);
        return handle !== context.line && isNews(`read:${chat.id}:${handle}`, at, isAll);
      })
      .map(({ handle }) => signal('read', conversation, handle));

  /** Nothing depends on signals, so a failure to read them only says that there are none. */
  const attempt = async (type: Signal['type'], read: () => Promise<Signal[]>): Promise<Signal[]> => {
    if (refused.has(type) || client.callsLeft() <= RESERVE) return [];
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      if (error.kind === 'permission') refused.add(type);
      host.log.warn({ account: context.account, type }, `signals are left out: ${error.message}`);
      return [];
    }
  };

  return {
    async read(chats) {
      const signals: Signal[] = [];
      for (const [conversation, chat] of chats) {
        signals.push(...(await attempt('typing', () => typing(conversation, chat))));
        signals.push(...(await attempt('read', () => reads(conversation, chat))));
      }
      return signals;
    },
  };
}
