import { z } from 'zod';
import {
  anything,
  botsAnswer,
  chatRoomsAnswer,
  guestAnswer,
  ids,
  memberPageAnswer,
  nothing,
  poolAnswer,
  profilesAnswer,
  savedAnswer,
  searchAnswer,
  userSettingsAnswer,
  users,
  welcomeAnswer,
  yesNo,
} from '../answers.ts';
import { list, meSchema } from '../schema.ts';
import type { Api } from './api.ts';
import { given } from './api.ts';

const BLOCKING = 'Switch on blocking of users in the settings of Better Messages.';
const GUESTS =
  'Switch on "Guest Chat" in the settings of Better Messages, or give a chat room that admits guests.';

export interface Paging {
  readonly page?: number;
  readonly perPage?: number;
  readonly search?: string;
}

/** People, and everything that is not bound to one conversation. */
export function peopleCalls(api: Api) {
  return {
    /** Says nothing about credentials: it answers everybody. */
    ping: () => api.get('/ping', 'reach Better Messages', z.literal('pong')),
    /** WordPress answers this one; for users only. */
    me: async (): Promise<{ id: number; name: string }> =>
      (
        await api.transport.call({
          method: 'GET',
          base: 'root',
          route: '/wp/v2/users/me',
          tried: 'find out who the account is',
          answer: meSchema,
        })
      ).value,
    /** People to write to, at most 50; some of them for an empty text. */
    suggestions: (search = '', threadId?: number) =>
      api.get('/suggestions', `look for "${search}"`, users, { search, threadId }),
    userSuggestions: () => api.get('/userSuggestions', 'list people to write to', ids),
    getUsers: ({ search, page, perPage }: Paging = {}) =>
      api.get('/getUsers', 'list the members', memberPageAnswer, { search, page, per_page: perPage }),
    /** Messages and people by id. Messages that one may not read are left out without a word. */
    lazyPool: (pool: { users?: readonly number[]; messages?: readonly number[] }) =>
      api.read('/lazyPool', 'look up messages and people', poolAnswer, {
        users: pool.users ?? [],
        messages: pool.messages ?? [],
      }),
    /** At most 100; nobody unless guests are let in. */
    publicProfiles: (userIds: readonly number[]) =>
      api.read('/publicProfiles', 'look up people', profilesAnswer, { users: userIds }),
    search: (search: string) => api.read('/search', `search for "${search}"`, searchAnswer, { search }),
    blockUser: (userId: number) =>
      api.write(
        '/blockUser',
        `block user ${String(userId)}`,
        yesNo,
        { user_id: userId },
        { advice: BLOCKING },
      ),
    unblockUser: (userId: number) =>
      api.write(
        '/unblockUser',
        `unblock user ${String(userId)}`,
        yesNo,
        { user_id: userId },
        { advice: BLOCKING },
      ),
    /** The words that the site does not let through. */
    badWords: () => api.get('/getBlockList', 'read the list of bad words', list(z.string())),
    userSettings: () => api.get('/userSettings', 'read the settings of the account', userSettingsAnswer),
    /** Says that it was saved even where there is no such option. */
    saveUserSetting: (option: string, value: string | boolean) =>
      api.write('/userSettings/save', `change the setting ${option}`, savedAnswer, {
        option,
        value: String(value),
      }),
    /** Empty lists without a community plugin. */
    friends: () => api.get('/getFriends', 'list the friends', list(anything)),
    groups: () => api.get('/getGroups', 'list the groups', list(anything)),
    courses: () => api.get('/getCourses', 'list the courses', list(anything)),
    /** Rooms that the account is in or may join. */
    chatRooms: ({ search, page, perPage }: Paging = {}) =>
      api.get('/getChatRooms', 'list the chat rooms', chatRoomsAnswer, { search, page, per_page: perPage }),
    aiBots: () => api.get('/getAIBots', 'list the AI bots', botsAnswer),
    botWelcome: (botUserId: number) =>
      api.get(`/ai/bots/${String(botUserId)}/welcomeMessage`, 'read the welcome of a bot', welcomeAnswer),
    /** Stops the answer that a bot is writing. */
    cancelResponse: (thread: number) =>
      api.write(`/ai/cancelResponse/${String(thread)}`, 'stop the answer of a bot', anything),
    /** Makes a guest, who is nobody yet and so calls without credentials. Keep the secret: it is told once. */
    registerGuest: (guest: { name?: string; chatId?: number } = {}) =>
      api.write(
        '/guests/register',
        'register a guest',
        guestAnswer,
        Object.keys(guest).length === 0 ? {} : { registerData: guest },
        { advice: GUESTS, anonymous: true },
      ),
    /** Renames the guest that is calling. */
    updateGuest: (name: string) => api.write('/guests/update', 'rename the guest', guestAnswer, { name }),
    emojiData: () => api.get('/getEmojiData', 'read the set of emoji', anything),
    savePushSubscription: (subscription: Readonly<Record<string, unknown>>) =>
      api.write('/pushNotifications/save', 'subscribe to push messages', anything, given(subscription)),
    deletePushSubscription: (subscription: Readonly<Record<string, unknown>>) =>
      api.write('/pushNotifications/delete', 'unsubscribe from push messages', nothing, given(subscription)),
  };
}
