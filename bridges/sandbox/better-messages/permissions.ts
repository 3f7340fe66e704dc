import { roomOf } from './rooms.ts';
import { isGroup, isPrivate, participantsOf } from './members.ts';
import type { Thread } from './model.ts';
import { addSystemMessage } from './actions/system.ts';
import type { Caller } from './sign-in.ts';
import type { Site } from './site.ts';
import { isAdmin, roleOf } from './site.ts';

/** Administrators always; in a group whoever was made one, and its starter, who becomes one at the first look. */
export function isModerator(site: Site, thread: Thread, user: number): boolean {
  if (isAdmin(site, user)) return true;
  if (thread.type === 'chat-room') return thread.moderators.has(user);
  if (!isGroup(site, thread)) return false;
  const starter = thread.messages.find(({ sender }) => sender !== 0)?.sender;
  if (starter === user && site.store.row(thread, user) && !thread.moderators.has(user)) {
    thread.moderators.add(user);
    addSystemMessage(site, thread, 'user_promoted', user, { actor: user });
  }
  return thread.moderators.has(user);
}

export function mayInvite(site: Site, thread: Thread, caller: Caller): boolean {
  const inside = site.store.row(thread, caller.id) !== undefined;
  if (caller.admin) return true;
  if (thread.type === 'chat-room') return isModerator(site, thread, caller.id);
  if (!isGroup(site, thread)) return inside && site.settings.privateThreadInvite;
  return isModerator(site, thread, caller.id) || (inside && thread.allowInvite);
}

/** Why a participant may not answer, by code; empty when nothing speaks against it. */
export function replyObstacles(site: Site, thread: Thread, user: number): Record<string, string> {
  const { settings, store } = site;
  const found: Record<string, string> = {};
  if (store.row(thread, user)?.deleted) {
    found.thread_archived_1 = 'This conversation is deleted.';
    found.thread_archived = 'You need to recover this conversation to continue.';
  }
  const limit = settings.rateLimitReply[roleOf(site, user)];
  if (limit !== undefined && sentInLastHour(site, user) >= limit) {
    found.restrictRateLimitReply = 'Your limit for replies is exceeded';
  }
  if (settings.restrictReplies.includes(roleOf(site, user))) {
    found.role_reply_restricted = 'You are not allowed to continue conversation';
  }
  const other = isPrivate(site, thread) ? participantsOf(site, thread).find((id) => id !== user) : undefined;
  if (settings.allowUsersBlock && other !== undefined) {
    if (store.blocks.has(`${String(user)}:${String(other)}`))
      found.user_blocked_messages = "You can't send message to user who was blocked by you";
    if (store.blocks.has(`${String(other)}:${String(user)}`))
      found.user_blocked_messages = "You can't send message to user who blocked you";
  }
  const mutedUntil = thread.type === 'chat-room' ? (thread.muted.get(user) ?? 0) : 0;
  if (mutedUntil > site.stamps.seconds()) {
    found.bm_user_muted = `You were muted in this conversation until ${spokenTime(mutedUntil)}`;
  }
  return found;
}

/** Whether the caller belongs to those who answer here at all, whatever speaks against it just now. */
export function belongsToWriters(site: Site, thread: Thread, user: number): boolean {
  if (!site.store.row(thread, user)) return false;
  const room = roomOf(site, thread);
  if (room) return isAdmin(site, user) || room.settings.can_reply.includes(roleOf(site, user));
  return participantsOf(site, thread).some((id) => id !== user);
}

function sentInLastHour(site: Site, user: number): number {
  const from = site.stamps.reading() - 36_000_000;
  let count = 0;
  for (const { sender, created } of site.store.messages()) if (sender === user && created > from) count += 1;
  return count;
}

/** `November 20, 2026 10:43 pm`, UTC */
function spokenTime(second: number): string {
  const date = new Date(second * 1000);
  const day = date.toLocaleDateString('en-US', {
    timeZone: 'UTC',
    month: 'long',
    day: 'numeric',
    year: 'numeric',
  });
  const time = date.toLocaleTimeString('en-US', { timeZone: 'UTC', hour: 'numeric', minute: '2-digit' });
  return `${day} ${time.toLowerCase()}`;
}
