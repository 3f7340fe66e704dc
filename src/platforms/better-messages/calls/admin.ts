import { adminBotSchema, adminChatRoomSchema, adminMessagesAnswer, anything, yesNo } from '../answers.ts';
import type { Api } from './api.ts';
import { given } from './api.ts';

/** Which messages of the whole site. */
export interface AdminMessages {
  /** Twenty on each, newest first. */
  readonly page?: number;
  readonly senderId?: number;
  readonly threadId?: number;
  readonly search?: string;
  readonly messageIds?: readonly number[];
  readonly reported?: boolean;
  readonly pending?: boolean;
}

export interface AdminChatRoom {
  readonly title?: string;
  readonly status?: string;
  readonly imageId?: number;
  /** Lists of roles replace those that are there; guests are the role `bm-guest`. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly moderators?: readonly number[];
}

const ADVICE =
  'Only administrators of the site may do that: use the account of one. To an administrator it means that the number ' +
  'is wrong, or that the plugin of the site is of another version.';

/** What administrators of the site may do, and nobody else. */
export function adminCalls(plain: Api) {
  const api = plain.advising(ADVICE);
  const room = (chatId: number, route = ''): string => `/admin/chat-rooms/${String(chatId)}${route}`;
  const bot = (botId: number): string => `/admin/ai/bots/${String(botId)}`;
  return {
    adminMessages: ({
      page,
      senderId,
      threadId,
      search,
      messageIds,
      reported,
      pending,
    }: AdminMessages = {}) =>
      api.get('/admin/getMessages', 'list the messages of the site', adminMessagesAnswer, {
        page,
        sender_id: senderId,
        thread_id: threadId,
        search,
        message_ids: messageIds,
        reported: reported === true ? 1 : undefined,
        pending: pending === true ? 1 : undefined,
      }),
    /** Lets a message that waits be seen. It then counts as written now. */
    approveMessage: (messageId: number) =>
      api.write('/admin/approveMessage', `approve message ${String(messageId)}`, yesNo, { messageId }),
    adminDeleteMessages: (messageIds: readonly number[]) =>
      api.write('/admin/deleteMessages', 'delete messages', anything, { messageIds }),
    /** Their messages are not looked at before they are seen. */
    whitelistUser: (userId: number) =>
      api.write('/admin/whitelistUser', `trust user ${String(userId)}`, anything, { userId }),
    unwhitelistUser: (userId: number) =>
      api.write('/admin/unwhitelistUser', `trust user ${String(userId)} no more`, anything, { userId }),
    /** Their messages wait for approval. */
    blacklistUser: (userId: number) =>
      api.write('/admin/blacklistUser', `distrust user ${String(userId)}`, anything, { userId }),
    unblacklistUser: (userId: number) =>
      api.write('/admin/unblacklistUser', `distrust user ${String(userId)} no more`, anything, { userId }),
    adminGuests: (page?: number, search?: string) =>
      api.get('/admin/getGuests', 'list the guests', anything, { page, search }),

    adminChatRooms: () => api.get('/admin/chat-rooms', 'list the chat rooms', anything),
    createChatRoom: (title: string) =>
      api.write('/admin/chat-rooms', 'create a chat room', adminChatRoomSchema, { title }),
    updateChatRoom: (chatId: number, changes: AdminChatRoom) =>
      api.write(
        room(chatId),
        `change chat room ${String(chatId)}`,
        adminChatRoomSchema,
        given({ ...changes }),
      ),
    deleteChatRoom: (chatId: number) =>
      api.remove(room(chatId), `delete chat room ${String(chatId)}`, anything),
    duplicateChatRoom: (chatId: number, copyParticipants = false) =>
      api.write(room(chatId, '/duplicate'), `copy chat room ${String(chatId)}`, anything, {
        copyParticipants,
      }),
    clearChatRoom: (chatId: number) =>
      api.write(room(chatId, '/clear'), `clear chat room ${String(chatId)}`, anything),
    chatRoomParticipants: (chatId: number, page?: number, search?: string) =>
      api.get(room(chatId, '/participants'), `list who is in chat room ${String(chatId)}`, anything, {
        page,
        search,
      }),
    addChatRoomParticipants: (chatId: number, userIds: readonly number[]) =>
      api.write(room(chatId, '/participants'), `add people to chat room ${String(chatId)}`, anything, {
        user_ids: userIds,
      }),
    removeChatRoomParticipant: (chatId: number, userId: number) =>
      api.remove(
        room(chatId, `/participants/${String(userId)}`),
        `remove user ${String(userId)} from chat room ${String(chatId)}`,
        anything,
      ),

    adminAiBots: () => api.get('/admin/ai/bots', 'list the AI bots', anything),
    /** A new bot is switched off, whatever the settings say. */
    createAiBot: (name: string, settings: Readonly<Record<string, unknown>> = {}) =>
      api.write('/admin/ai/bots', 'create an AI bot', adminBotSchema, { name, settings }),
    updateAiBot: (botId: number, changes: { name?: string; settings?: Readonly<Record<string, unknown>> }) =>
      api.write(bot(botId), `change AI bot ${String(botId)}`, adminBotSchema, given({ ...changes })),
    deleteAiBot: (botId: number) => api.remove(bot(botId), `delete AI bot ${String(botId)}`, anything),
  };
}
