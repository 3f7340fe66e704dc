import type { IDataObject } from 'n8n-workflow';
import type { Attachment, Author, Conversation, Message } from '../../src/index.ts';
import type { Core } from './core.ts';
import { toJson } from './operation.ts';

/** A message as every node and trigger shows it. Members without a value are left out. */
export function messageJson({ markdown, plainText }: Core, message: Message): IDataObject {
  const { attachments, author, text, conversation, id, platform, sentAt, editedAt, replyTo, reactions } =
    message;
  return toJson({
    id,
    conversation,
    platform,
    author: authorJson(author),
    text: plainText(text),
    markdown: markdown.serialize(text).trimEnd(),
    attachments: attachments.map(attachmentJson),
    sentAt,
    editedAt,
    replyTo,
    reactions,
  });
}

/** The message simplified, or as the service sent it. */
export function messageOutput(core: Core, message: Message, isSimple: boolean): IDataObject {
  if (isSimple || typeof message.raw !== 'object' || message.raw === null) return messageJson(core, message);
  return toJson(message.raw);
}

export function conversationJson({ id, name, kind, lastActivityAt }: Conversation): IDataObject {
  return toJson({ id, name, kind, lastActivityAt });
}

export function conversationOutput(conversation: Conversation, isSimple: boolean): IDataObject {
  const { raw } = conversation;
  return isSimple || typeof raw !== 'object' || raw === null ? conversationJson(conversation) : toJson(raw);
}

export function authorJson({ id, name, kind, avatarUrl }: Author): IDataObject {
  return toJson({ id, name, kind, avatarUrl });
}

function attachmentJson({ kind, name, mimeType, size, url, content }: Attachment): object {
  return { kind, name, mimeType, size, url, content };
}
