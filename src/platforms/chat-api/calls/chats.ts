import type { Api } from '../http.ts';
import { chatSchema, dialogsSchema, doneSchema } from '../schema.ts';
import { destination, spokenChat } from './destination.ts';

/** Chats and what one does to them. */
export function chatCalls(api: Api) {
  const act = (path: string, tried: string) => (chat: string) =>
    api.call(doneSchema, {
      method: 'POST',
      path,
      body: destination(chat),
      tried: `${tried} ${spokenChat(chat)}`,
      write: true,
    });
  const show =
    (path: string, tried: string) =>
    /** @param seconds the sign goes away by itself after so long */
    (chat: string, seconds: number) =>
      api.call(doneSchema, {
        method: 'POST',
        path,
        body: { ...destination(chat), on: true, duration: seconds },
        tried: `${tried} in ${spokenChat(chat)}`,
        write: true,
      });

  return {
    /** @param options `limit` 0 means all; `page` counts from 0. The first years knew neither and sent all. */
    dialogs: (options: { limit?: number; page?: number } = {}) =>
      api.call(dialogsSchema, {
        method: 'GET',
        path: 'dialogs',
        query: options,
        tried: 'list the chats',
        write: false,
      }),
    dialog: (chatId: string) =>
      api.call(chatSchema, {
        method: 'GET',
        path: 'dialog',
        query: { chatId },
        tried: `read ${spokenChat(chatId)}`,
        write: false,
      }),
    readChat: act('readChat', 'mark as read'),
    /** 1msg marks one message, and with it everything before. */
    readMessage: (messageId: string) =>
      api.call(doneSchema, {
        method: 'POST',
        path: 'readMessage',
        body: { messageId },
        tried: `mark message ${messageId} as read`,
        write: true,
      }),
    unreadChat: act('unreadChat', 'mark as unread'),
    pinChat: act('pinChat', 'pin'),
    unpinChat: act('unpinChat', 'unpin'),
    removeChat: act('removeChat', 'remove'),
    typing: show('typing', 'show typing'),
    recording: show('recording', 'show recording'),
  };
}
