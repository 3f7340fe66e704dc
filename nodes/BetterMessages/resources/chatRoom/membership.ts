import type { BetterMessagesClient } from '../../../../src/platforms/better-messages/index.ts';

type Moved = Awaited<ReturnType<BetterMessagesClient['joinChatRoom']>>;

/**
 * How the account stands to a chat room now. `result` is no to who was in it already, or out of it, so what counts is
 * what the room says afterwards.
 * @returns where the messages of the room are, and whether the account is in it; nothing when there is no such room
 */
export function membership({ threads: [thread] }: Moved): { conversation?: string; isJoined?: boolean } {
  if (thread === undefined) return {};
  const { thread_id: id, chatRoom } = thread;
  const isJoined =
    typeof chatRoom === 'object' && chatRoom !== null && 'isJoined' in chatRoom && chatRoom.isJoined === true;
  return { conversation: String(id), isJoined };
}
