import { storageUrl } from './files.ts';
import type { Chat, KeptFile, Line, ReactionRow, StoredMessage } from './model.ts';
import type { Indicator, Receipt } from './presence.ts';

type Wire = Record<string, unknown>;

export function lineToWire({ id, handle, label, service }: Line): Wire {
  return { id, handle, label, service, is_active: true };
}

export function chatToWire(chat: Chat): Wire {
  return {
    id: chat.id,
    line_id: chat.lineId,
    identifier: chat.identifier,
    // With a capital here, without one on a line.
    service: 'iMessage',
    name: chat.name,
    is_group: chat.isGroup,
    participants: chat.participants,
    has_received_inbound: chat.hasReceivedInbound,
    last_message_at: chat.lastMessageAt,
  };
}

export function messageToWire(message: StoredMessage, origin: string): Wire {
  return {
    id: message.id,
    line_id: message.lineId,
    chat_id: message.chatId,
    guid: message.guid,
    sender: message.sender,
    text: message.text,
    attachments: attachmentsOf(message, origin),
    service: 'iMessage',
    is_from_me: message.isFromMe,
    is_audio_message: message.isAudio,
    sent_at: message.sentAt,
    synced_at: message.syncedAt,
    outbox_id: message.outboxId,
    reply_to_guid: message.replyToGuid,
  };
}

/** What a webhook is told of a message: less than a reader gets, unless the wide form is asked for. */
export function messageEvent(message: StoredMessage, line: Line, origin: string, isWide: boolean): Wire {
  return {
    id: message.id,
    chat_id: message.chatId,
    guid: message.guid,
    sender: message.sender,
    text: message.text,
    attachments: attachmentsOf(message, origin),
    is_from_me: message.isFromMe,
    is_audio_message: message.isAudio,
    sent_at: message.sentAt,
    reply_to_guid: message.replyToGuid,
    line_handle: line.handle,
    ...(isWide ? { line_id: message.lineId, synced_at: message.syncedAt } : {}),
  };
}

export function reactionToWire(row: ReactionRow): Wire {
  return {
    id: row.id,
    message_id: row.messageId,
    type: row.type,
    sender: row.sender,
    is_from_me: row.isFromMe,
    added: row.added,
    sent_at: row.sentAt,
    synced_at: row.sentAt,
  };
}

export function reactionEvent(row: ReactionRow, line: Line, isWide: boolean): Wire {
  return {
    id: row.id,
    message_id: row.messageId,
    chat_id: row.chatId,
    type: row.type,
    sender: row.sender,
    is_from_me: row.isFromMe,
    added: row.added,
    sent_at: row.sentAt,
    line_handle: line.handle,
    ...(isWide ? { line_id: line.id, synced_at: row.sentAt } : {}),
  };
}

export function fileToWire(file: KeptFile, origin: string): Wire {
  return {
    id: file.id,
    url: storageUrl(origin, file),
    filename: file.name,
    mime_type: file.mimeType,
    size: file.bytes.length,
  };
}

export function indicatorToWire({ id, chatId, handle, updatedAt }: Indicator, isTyping: boolean): Wire {
  return { id, chat_id: chatId, handle, is_typing: isTyping, updated_at: updatedAt };
}

export function receiptToWire({ id, chatId, handle, lastReadAt }: Receipt): Wire {
  return { id, chat_id: chatId, handle, last_read_at: lastReadAt, synced_at: lastReadAt };
}

function attachmentsOf({ files, transcription }: StoredMessage, origin: string): Wire[] {
  return files.map((file) => ({
    filename: file.name,
    mime_type: file.mimeType,
    size: file.bytes.length,
    url: storageUrl(origin, file),
    transcription,
  }));
}
