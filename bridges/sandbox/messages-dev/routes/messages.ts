import type { AddRoute, Call } from '../api.ts';
import type { Chat, KeptFile, Line } from '../model.ts';
import type { OutboxItem } from '../outbox.ts';
import { accepted, outboxToWire } from '../outbox.ts';
import { pageOf } from '../paging.ts';
import { prefixed, wrong } from '../params.ts';
import { Refusal } from '../refusal.ts';
import type { Service } from '../service.ts';
import { messageToWire } from '../wire.ts';

/** Messages, audio messages, and what becomes of them. */
export function messageRoutes(add: AddRoute, service: Service): void {
  const { store, behaviour, outbox, files } = service;

  const fileOf = (id: string, param: string): KeptFile => {
    const file = files.get(id);
    if (!file) throw new Refusal('file_not_found', 'No such file.', { param });
    return file;
  };
  const replyGuid = (chat: Chat, replyTo: string | undefined): string | null =>
    replyTo === undefined ? null : service.message(chat, replyTo, 'reply_to').guid;
  const queue = (
    { params }: Call,
    line: Line,
    chat: Chat,
    content: {
      text: string | null;
      files: readonly KeptFile[];
      isAudio: boolean;
      replyToGuid: string | null;
    },
  ): Record<string, unknown> =>
    accepted(
      outbox.add(line, params.values, ({ id }: OutboxItem) => {
        service.post(chat, { ...content, sender: line.handle, isFromMe: true, outboxId: id });
      }),
    );

  add('GET', '/messages', 'messages:read', ({ key, params }) => {
    params.require('from', 'to');
    const from = params.from();
    const to = params.to();
    const chat = service.chat(service.line(key, from), to);
    const page = pageOf(
      store.messagesOf(chat.id),
      ({ sentAt, sequence }) => [sentAt, sequence],
      behaviour.order,
      { limit: params.text('limit'), cursor: params.text('cursor') },
    );
    return { ...page, data: page.data.map((message) => messageToWire(message, service.origin)) };
  });

  add('POST', '/messages', 'messages:write', (call) => {
    const { key, params } = call;
    params.require('from', 'to');
    const ids = params.list('attachments');
    if (ids.length === 0) params.require('text');
    const from = params.from();
    const to = params.to();
    const text = params.text('text') ?? '';
    if (ids.length > 1) wrong('attachments', 'can have one file at most');
    for (const id of ids) prefixed('attachments', id, 'file_');
    const replyTo = params.messageId('reply_to');
    const line = service.line(key, from);
    const chat = service.chatForSending(line, to);
    return queue(call, line, chat, {
      text: text === '' ? null : text,
      files: ids.map((id) => fileOf(id, 'attachments')),
      isAudio: false,
      replyToGuid: replyGuid(chat, replyTo),
    });
  });

  add('POST', '/audio-messages', 'messages:write', (call) => {
    const { key, params } = call;
    params.require('from', 'to', 'audio_message');
    const from = params.from();
    const to = params.to();
    const id = params.id('audio_message', 'file_');
    const replyTo = params.messageId('reply_to');
    const line = service.line(key, from);
    const chat = service.chatForSending(line, to);
    if (!line.isAdvanced) {
      throw new Refusal('advanced_features_required', 'This line cannot send audio messages.', {
        param: 'from',
      });
    }
    const file = fileOf(id, 'audio_message');
    if (!file.mimeType.startsWith('audio/')) wrong('audio_message', 'must be a file of sound');
    return queue(call, line, chat, {
      text: null,
      files: [file],
      isAudio: true,
      replyToGuid: replyGuid(chat, replyTo),
    });
  });

  add('GET', '/outbox', 'outbox:read', ({ key, params }) => {
    params.require('id');
    const item = outbox.get(params.id('id', 'obx_'));
    if (!item) throw new Refusal('outbox_item_not_found', 'No such outbox item.', { param: 'id' });
    service.line(key, item.lineId);
    return outboxToWire(item);
  });
}
