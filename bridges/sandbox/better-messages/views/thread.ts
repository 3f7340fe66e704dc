import { systemMessagesOn } from '../actions/system.ts';
import type { Thread } from '../model.ts';
import { isGroup, isPrivate, participantsOf } from '../members.ts';
import { belongsToWriters, isModerator, mayInvite, replyObstacles } from '../permissions.ts';
import { isHiddenRoom, mayJoin, roomOf } from '../rooms.ts';
import type { Caller } from '../sign-in.ts';
import type { Room, Site } from '../site.ts';

/** A conversation as the caller sees it. */
export function threadItem(site: Site, thread: Thread, caller: Caller): Record<string, unknown> {
  const row = site.store.row(thread, caller.id);
  const participants = participantsOf(site, thread);
  const others = participants.filter((id) => id !== caller.id);
  const room = roomOf(site, thread);
  // Read before the permissions, which may make the caller one of them.
  const moderators = [...thread.moderators];
  const unseen = thread.mentions.findLast(({ user, seen }) => user === caller.id && !seen);
  const hidden = room !== undefined && (!row || isHiddenRoom(site, thread));
  return {
    thread_id: thread.id,
    isHidden: Number(hidden),
    isDeleted: Number(row?.deleted ?? false),
    type: thread.type,
    title: thread.subject,
    subject: thread.subject,
    image: '',
    lastTime: row ? lastTime(thread, caller.id) : 0,
    participants: row ? [...others, caller.id] : participants,
    participantsCount: participants.length,
    moderators,
    url: '',
    meta: { allowInvite: thread.allowInvite },
    isPinned: Number(row?.pinned ?? false),
    isMuted: row?.muted ?? false,
    permissions: permissions(site, thread, caller),
    mentions: unseen ? [{ message_id: unseen.message, type: 'mention', seen: false }] : [],
    unread: row?.unread ?? 0,
    ...(thread.pin === undefined ? {} : { pinned: [thread.pin] }),
    ...(caller.admin && !row && !room ? { adminAccess: true } : {}),
    ...(room || isGroup(site, thread) ? { systemMessages: systemMessages(site, thread, caller) } : {}),
    ...(room ? { chatRoom: chatRoom(site, room, caller, row !== undefined) } : {}),
  };
}

/** When the newest message was written that the user may see, 1/10000 s; 0 when there is none. */
export function lastTime(thread: Thread, user: number): number {
  return thread.messages.findLast(({ pending, sender }) => !pending || sender === user)?.created ?? 0;
}

function systemMessages(site: Site, thread: Thread, caller: Caller): Record<string, unknown> {
  const enabled = systemMessagesOn(site, thread);
  const room = roomOf(site, thread) !== undefined;
  return {
    enabled,
    canOverride: !room && enabled && isModerator(site, thread, caller.id),
    override: room ? enabled : thread.systemOverride,
  };
}

function permissions(site: Site, thread: Thread, caller: Caller): Record<string, unknown> {
  const { settings, store } = site;
  const inside = store.row(thread, caller.id) !== undefined;
  const plain = thread.type === 'thread';
  const foreign = caller.admin && !inside && plain;
  const moderator = isModerator(site, thread, caller.id);
  const writer = belongsToWriters(site, thread, caller.id);
  const obstacles = writer ? replyObstacles(site, thread, caller.id) : {};
  const stopped = Object.keys(obstacles).length > 0;
  return {
    isModerator: moderator,
    deleteAllowed: inside && plain && (caller.admin || !settings.restrictThreadsDeleting),
    canDeleteOwnMessages: settings.allowDeleteMessages,
    canDeleteAllMessages: caller.admin,
    canEditOwnMessages: settings.allowEditMessages,
    canEditAllMessages: caller.admin,
    canFavorite: true,
    canMuteThread: inside && settings.allowMuteThread,
    canEraseThread: caller.admin,
    canClearThread: caller.admin,
    canInvite: mayInvite(site, thread, caller),
    canLeave: plain && settings.allowGroupLeave && isGroup(site, thread),
    canUpload: foreign ? null : inside && settings.attachmentsEnable,
    canVideoCall: false,
    canAudioCall: false,
    canMaximize: true,
    canPinMessages: moderator && settings.pinnedMessages,
    canMinimize: false,
    canReply: writer && !stopped,
    canReplyMsg: stopped ? obstacles : [],
    requireModeration: settings.messagesPremoderation,
    preventVoiceMessages: false,
    ...(settings.allowUsersBlock && inside && isPrivate(site, thread) ? { canBlockUser: true } : {}),
  };
}

function chatRoom(site: Site, room: Room, caller: Caller, joined: boolean): Record<string, unknown> {
  const { settings } = room;
  const on = (option: string): boolean => settings[option] === '1';
  return {
    id: room.id,
    isClosed: false,
    template: settings.template,
    modernLayout: settings.modernLayout,
    onlyJoinedCanRead: on('only_joined_can_read'),
    enableFiles: on('enable_files'),
    guestAllowed: settings.can_join.includes('bm-guest'),
    mustJoinMessage: settings.must_join_message,
    joinButtonText: settings.join_button_text,
    notAllowedText: settings.not_allowed_text,
    notAllowedReplyText: settings.not_allowed_reply_text,
    mustLoginText: settings.must_login_text,
    loginButtonText: settings.login_button_text,
    guestButtonText: settings.guest_button_text,
    showOnlineUsers: on('show_online_users'),
    openOnlineUsers: on('open_online_users'),
    closedMessage: settings.closed_message,
    ephemeral: on('ephemeral_participants'),
    autoJoin: on('auto_join'),
    isJoined: joined,
    canJoin: mayJoin(site, room, caller),
    hideParticipants: !joined || on('hide_participants'),
    hideParticipantsCount: !joined || on('hide_participants_count'),
  };
}
