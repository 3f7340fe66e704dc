import type { Chat, StoredMessage } from './model.ts';
import { invitationCode } from './model.ts';
import type { Store } from './store.ts';

/** A message as the service sends it, to askers and webhooks alike. */
export function toWire(message: StoredMessage, store: Store, origin: string): Record<string, unknown> {
  const quoted = message.quotedMsgId === undefined ? undefined : store.message(message.quotedMsgId);
  const common = {
    id: message.id,
    body: message.file ? linkTo(message.file, origin) : message.body,
    type: message.type,
    senderName: store.nameOf(message.author),
    fromMe: message.fromMe,
    author: message.author,
    time: message.time,
    chatId: message.chatId,
    caption: message.caption ?? null,
    quotedMsgId: message.quotedMsgId ?? null,
    quotedMsgBody: quoted ? quoted.body : null,
    quotedMsgType: quoted ? quoted.type : null,
    chatName: store.chats.get(message.chatId)?.name ?? null,
  };
  if (store.dialect === '1msg') return common;
  return {
    ...common,
    messageNumber: message.messageNumber,
    self: 0,
    isForwarded: message.isForwarded ?? 0,
    metadata: null,
    ack: null,
  };
}

export function chatToWire(chat: Chat): Record<string, unknown> {
  const isGroup = chat.id.endsWith('@g.us');
  const groupInviteLink = isGroup ? invitationLink(chat.id) : null;
  return {
    id: chat.id,
    name: chat.name,
    image: chat.image,
    last_time: chat.lastTime,
    metadata: { isGroup, participants: [...chat.participants], groupInviteLink },
  };
}

/** What lets whoever has it into a group. */
export function invitationLink(groupId: string): string {
  return `https://chat.whatsapp.com/${invitationCode(groupId)}`;
}

function linkTo(file: { id: string; name: string }, origin: string): string {
  return `${origin}/media/${file.id}/${encodeURIComponent(file.name)}`;
}
