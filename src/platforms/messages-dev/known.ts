import type { WireChat, WireMessage } from './schema.ts';

/** So many messages are remembered, with their GUIDs, for telling what an answer answers. */
const MOST_MESSAGES = 5000;

/**
 * What the account has learnt in passing: the chats, and which message has which GUID. Lost at a restart and learnt
 * again; without it, ids stand for names and GUIDs for ids.
 */
export interface Known {
  learnChats(chats: readonly WireChat[]): void;
  learnMessages(messages: readonly WireMessage[]): void;
  /** These conversations are looked after: events name them as they are written here. */
  lookAfter(conversations: readonly string[]): void;
  /** The chat of a conversation, written as the id of the chat or as the handle of the other person. */
  chatOf(conversation: string): WireChat | undefined;
  /** What events call a chat: by the handle where only that was asked for, else by its id. */
  conversationOf(chatId: string): string;
  /** The name that the service has for a person; their handle where it has none. */
  nameOf(handle: string): string;
  /** The id of a message, by its GUID as it stands in answers. */
  messageIdOf(guid: string): string | undefined;
  /** Whether a message was heard of lately. */
  hasMessage(id: string): boolean;
}

export function createKnown(): Known {
  const chats = new Map<string, WireChat>();
  const byHandle = new Map<string, WireChat>();
  const messages = new Map<string, string>();
  const ids = new Set<string>();
  let lookedAfter = new Set<string>();

  return {
    learnChats(learnt) {
      for (const chat of learnt) {
        chats.set(chat.id, chat);
        if (isGroup(chat) || !chat.identifier) continue;
        // Somebody may have a chat for each service: the one that is used is meant.
        const handle = plainHandle(chat.identifier);
        const other = byHandle.get(handle);
        if (!other || other.id === chat.id || activityOf(other) <= activityOf(chat))
          byHandle.set(handle, chat);
      }
    },
    learnMessages(learnt) {
      for (const { guid, id } of learnt) {
        ids.delete(id);
        ids.add(id);
        if (!guid) continue;
        const key = plainGuid(guid);
        messages.delete(key);
        messages.set(key, id);
      }
      for (const key of messages.keys()) {
        if (messages.size <= MOST_MESSAGES) break;
        messages.delete(key);
      }
      for (const id of ids) {
        if (ids.size <= MOST_MESSAGES) break;
        ids.delete(id);
      }
    },
    lookAfter(conversations) {
      lookedAfter = new Set(conversations);
    },
    chatOf: (conversation) => chats.get(conversation) ?? byHandle.get(plainHandle(conversation)),
    conversationOf(chatId) {
      const chat = chats.get(chatId);
      if (lookedAfter.has(chatId) || !chat?.identifier || isGroup(chat)) return chatId;
      const handle = plainHandle(chat.identifier);
      for (const conversation of lookedAfter) if (plainHandle(conversation) === handle) return conversation;
      return chatId;
    },
    nameOf: (handle) => byHandle.get(plainHandle(handle))?.name || handle,
    messageIdOf: (guid) => messages.get(plainGuid(guid)),
    hasMessage: (id) => ids.has(id),
  };
}

/** When something was last said in a chat, Unix milliseconds; before all times where nothing was. */
export function activityOf(chat: WireChat): number {
  return chat.last_message_at ?? -Infinity;
}

/** Whether a chat is one of several people; the service may leave the flag out. */
export function isGroup(chat: WireChat): boolean {
  return chat.is_group ?? (chat.participants ?? []).length > 1;
}

/** Handles that mean the same are the same: numbers without blanks, addresses in lower case. */
export function plainHandle(handle: string): string {
  return handle.includes('@') ? handle.toLowerCase() : handle.replaceAll(/[\s().-]/g, '');
}

/** iMessage writes `p:0/GUID` for a part of a message. */
function plainGuid(guid: string): string {
  return guid.slice(Math.max(guid.lastIndexOf('/'), guid.lastIndexOf(':')) + 1);
}
