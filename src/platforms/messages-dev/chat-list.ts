import type { Host } from '../../host/index.ts';
import type { MessagesDevClient } from './client.ts';
import type { Known } from './known.ts';
import { activityOf } from './known.ts';
import type { WireChat } from './schema.ts';

/** The list is read whole this often, milliseconds: a message that came late may have moved a chat further down. */
export const WHOLE_EVERY_MS = 600_000;
/** Chats that stand so far below the newest one of the read before are taken for unchanged, milliseconds. */
const MARGIN_MS = 300_000;

/** The chats of the line: as much of their list is read as can have changed, so that long lists cost few calls. */
export interface ChatList {
  refresh(): Promise<void>;
}

export function createChatList(client: MessagesDevClient, host: Host, known: Known): ChatList {
  let newest = Infinity;
  let wholeAt = -Infinity;
  return {
    async refresh() {
      const now = host.now();
      const isWhole = now - wholeAt >= WHOLE_EVERY_MS;
      const chats = await readChats(client, isWhole ? undefined : newest);
      known.learnChats(chats);
      newest = Math.max(...chats.map(activityOf));
      if (isWhole) wholeAt = now;
    },
  };
}

/**
 * The chats that may have changed, each once.
 * @param newest when something was last said in any chat, as the read before showed it: Unix milliseconds. Without it,
 *   all chats are read.
 */
export async function readChats(
  client: MessagesDevClient,
  newest: number | undefined,
): Promise<readonly WireChat[]> {
  const chats = await client.allChats((read) => newest !== undefined && hasPassed(read, newest - MARGIN_MS));
  // A chat in which something is said while the pages are read may stand on two of them.
  const byId = new Map<string, WireChat>();
  for (const chat of chats) {
    const other = byId.get(chat.id);
    if (!other || activityOf(other) <= activityOf(chat)) byId.set(chat.id, chat);
  }
  return [...byId.values()];
}

/** Whether a list, which nobody promises to be in order, runs from new to old and has come below this time. */
function hasPassed(chats: readonly WireChat[], until: number): boolean {
  const times = chats.map(activityOf);
  const isInOrder = times.every((time, index) => index === 0 || time <= (times[index - 1] ?? 0));
  return isInOrder && (times.at(-1) ?? Infinity) < until && (times[0] ?? 0) >= until;
}
