import type { ParleyEvent } from '../../model/index.ts';
import type { ChatCursor } from './cursor.ts';
import { MOST_SEEN, parseCursor } from './cursor.ts';
import { parseLine, unremembered } from './line-cursor.ts';
import { timeAt } from './map.ts';

/**
 * What a delivery of a message means: `covered` by a poll that has brought it, or will bring it because it was sent
 * long ago; `missing` so far; or of a chat that is `not-polled`.
 */
export function stateOf(
  text: string | undefined,
  { conversation, position }: ParleyEvent,
): 'covered' | 'missing' | 'not-polled' {
  const line = parseLine(text);
  const chat = line ? chatIn(line, conversation) : parseCursor(text)[conversation];
  if (!chat) return 'not-polled';
  return chat.seen.includes(position) || timeAt(position) <= chat.floor ? 'covered' : 'missing';
}

/**
 * The cursor once messages that came by webhook are stored: the next poll need not bring them. What a poll still has
 * to look through is not changed by them, because only a read shows that nothing is missing before them.
 */
export function advance(text: string | undefined, events: readonly ParleyEvent[]): string {
  const line = parseLine(text);
  const chats = line?.chats ?? parseCursor(text);
  for (const { type, conversation, position } of events) {
    const chat = line ? chatIn(line, conversation) : chats[conversation];
    if (type !== 'message.created' || !chat || chat.seen.length >= 2 * MOST_SEEN) continue;
    if (timeAt(position) <= chat.floor || chat.seen.includes(position)) continue;
    chats[conversation] = { ...chat, seen: [...chat.seen, position] };
  }
  return JSON.stringify(line ?? chats);
}

function chatIn(line: NonNullable<ReturnType<typeof parseLine>>, conversation: string): ChatCursor {
  return line.chats[conversation] ?? unremembered(line);
}
