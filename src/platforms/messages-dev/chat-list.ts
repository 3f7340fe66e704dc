import type { Host } from '../../host/index.ts';
import type { MessagesDevClient } from './client.ts';
import type { Known } from './known.ts';
import { activityOf } from './known.ts';
import type { WireChat } from './schema.ts';

/** The list is read whole this often, milliseconds: a message that came late may have moved a chat further down. */
const WHOLE_EVERY_MS = 600_000;
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
      const until = newest - MARGIN_MS;
      const chats = await client.allChats((read) => !isWhole && hasPassed(read, until));
      known.learnChats(chats);
      newest = Math.max(...chats.map(activityOf));
      if (isWhole) wholeAt = now;
    },
  };
}

/** Whether a list, which nobody promises to be in order, runs from new to old and has come below this time. */
function hasPassed(chats: readonly WireChat[], until: number): boolean {
  const times = chats.map(activityOf);
  const isInOrder = times.every((time, index) => index === 0 || time <= (times[index - 1] ?? 0));
  return isInOrder && (times.at(-1) ?? Infinity) < until && (times[0] ?? 0) >= until;
}
