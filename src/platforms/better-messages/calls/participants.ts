import { ids, joinedAnswer, users, yesNo } from '../answers.ts';
import { bundleSchema } from '../schema.ts';
import type { Api } from './api.ts';

const MODERATOR = 'Only moderators of the conversation and administrators may do that.';
const LEAVING =
  'Switch on "Allow users to leave group conversations" in the settings of Better Messages; its only moderator has to stay.';

/** Who is in a conversation, and what its moderators do. */
export function participantCalls(api: Api) {
  const of = (thread: number, route: string): string => `/thread/${String(thread)}/${route}`;
  const moderate = (thread: number, route: string, userId: number, tried: string) =>
    api.write(
      of(thread, route),
      `${tried} user ${String(userId)}`,
      yesNo,
      { user_id: userId },
      { advice: MODERATOR },
    );
  /** @param minutes at least 1 */
  const punish = (thread: number, route: string, userId: number, tried: string, minutes?: number) =>
    api.write(
      of(thread, route),
      `${tried} user ${String(userId)} in thread ${String(thread)}`,
      bundleSchema,
      { user_id: userId, ...(minutes === undefined ? {} : { duration: minutes }) },
      { advice: MODERATOR },
    );
  return {
    /** Everybody in the thread whose name has this in it; all of them for an empty text. */
    searchParticipants: (thread: number, search = '') =>
      api.read(of(thread, 'searchParticipants'), `list who is in thread ${String(thread)}`, users, {
        search,
      }),
    mentionSuggestions: (thread: number, search: string) =>
      api.read(of(thread, 'mentionsSuggestions'), `look for people in thread ${String(thread)}`, ids, {
        search,
      }),
    addParticipants: (thread: number, userIds: readonly number[]) =>
      api.write(
        of(thread, 'addParticipant'),
        `add people to thread ${String(thread)}`,
        yesNo,
        { user_id: userIds },
        { advice: `${MODERATOR} Somebody who is in it already cannot be added.` },
      ),
    removeParticipant: (thread: number, userId: number) =>
      moderate(thread, 'removeParticipant', userId, 'remove'),
    leaveThread: (thread: number) =>
      api.write(of(thread, 'leaveThread'), `leave thread ${String(thread)}`, yesNo, {}, { advice: LEAVING }),
    makeModerator: (thread: number, userId: number) =>
      moderate(thread, 'makeModerator', userId, 'make a moderator of'),
    unmakeModerator: (thread: number, userId: number) =>
      moderate(thread, 'unmakeModerator', userId, 'take the moderation from'),
    /** Has an effect in chat rooms only. */
    muteUser: (thread: number, userId: number, minutes: number) =>
      punish(thread, 'muteUser', userId, 'mute', minutes),
    unmuteUser: (thread: number, userId: number) => punish(thread, 'unmuteUser', userId, 'unmute'),
    /** Takes the person out as well. */
    banUser: (thread: number, userId: number, minutes: number) =>
      punish(thread, 'banUser', userId, 'ban', minutes),
    unbanUser: (thread: number, userId: number) => punish(thread, 'unbanUser', userId, 'unban'),
    changeSubject: (thread: number, subject: string) =>
      api.write(
        of(thread, 'changeSubject'),
        `rename thread ${String(thread)}`,
        bundleSchema,
        { subject },
        { advice: MODERATOR },
      ),
    changeMeta: (thread: number, key: 'allow_invite' | 'enable_system_messages', isOn: boolean) =>
      api.write(
        of(thread, 'changeMeta'),
        `change thread ${String(thread)}`,
        yesNo,
        { key, value: isOn ? 'yes' : 'no' },
        { advice: MODERATOR },
      ),
    /** By the number of the room, not of its thread. `result` is false where one may not join. */
    joinChatRoom: (chatId: number) =>
      api.write(`/chat/${String(chatId)}/join`, `join chat room ${String(chatId)}`, joinedAnswer),
    leaveChatRoom: (chatId: number) =>
      api.write(`/chat/${String(chatId)}/leave`, `leave chat room ${String(chatId)}`, joinedAnswer),
  };
}
