import type { Context, Hono } from 'hono';
import { Refused } from '../model.ts';
import type { Params } from '../request.ts';
import { destinationOf, readParams } from '../request.ts';
import type { Content, Service } from '../service.ts';

type Read = (params: Params) => Content | Promise<Content>;

/** Everything that sends: into the queue with it, `sent: true`, and the phone does the rest. */
export function sendingRoutes(app: Hono, service: Service): void {
  const { behaviour, instance, store } = service;

  const answerSent = (c: Context, chatId: string, content: Content): Response => {
    const { id, queueNumber } = service.send(chatId, content);
    if (behaviour.dialect === '1msg')
      return c.json({ sent: true, id, message: 'ok', description: 'Message accepted' });
    if (behaviour.answers === 'legacy') return c.json({ sent: true, message: 'ok' });
    const message = instance.isAuthenticated
      ? `Sent to ${chatId}`
      : `Status of the account not equals authenticated. Message to  ${chatId} will be sent after successful auth.`;
    return c.json({ sent: true, message, id, queueNumber });
  };
  const method = (paths: readonly string[], read: Read): void => {
    for (const path of paths) {
      app.post(path, async (c) => {
        try {
          const params = await readParams(c);
          const quotedMsgId = params.text('quotedMsgId');
          const content = await read(params);
          return answerSent(c, destinationOf(params), quotedMsgId ? { ...content, quotedMsgId } : content);
        } catch (error) {
          if (!(error instanceof Refused)) throw error;
          return c.json({ sent: false, message: `Message was not sent: ${error.message}.` });
        }
      });
    }
  };
  const required = (params: Params, name: string): string => {
    const value = params.text(name);
    if (value === undefined || value === '') throw new Refused(`${name} parameter is missing`);
    return value;
  };

  method(['/sendMessage', '/message'], (params) => {
    const body = params.text('body') ?? '';
    if (body.trim() === '') {
      throw new Refused('empty body. Please provide message text in body parameter in JSON POST');
    }
    const mentions = params.list('mentionedPhones').map(personId);
    return { type: 'chat', body, ...(mentions.length > 0 ? { mentions } : {}) };
  });
  method(['/sendFile'], async (params) => {
    const form = params.file('body');
    const filename = params.text('filename') ?? form?.name;
    if (!filename) throw new Refused('filename parameter is missing');
    const source = form
      ? { mimeType: form.type, bytes: new Uint8Array(await form.arrayBuffer()) }
      : await service.readSource(required(params, 'body'));
    const content = service.fileContent(filename, source.mimeType, source.bytes, params.text('caption'));
    return params.isOn('voice') ? { ...content, type: 'ptt' } : content;
  });
  method(['/sendLocation'], (params) => ({
    type: 'location',
    body: `${required(params, 'lat')};${required(params, 'lng')}`,
    caption: params.text('address') ?? '',
  }));
  if (behaviour.dialect === '1msg') return;

  method(['/sendPTT', '/sendAudio'], async (params) => {
    const { mimeType, bytes } = await service.readSource(required(params, 'audio'));
    return { ...service.fileContent('voice.ogg', mimeType, bytes), type: 'ptt' };
  });
  method(['/sendContact'], (params) => {
    const ids = params.list('contactId');
    const cards = ids.map((id) => vcard(store.nameOf(id), id.replace('@c.us', '')));
    return { type: ids.length > 1 ? 'multi_vcard' : 'vcard', body: cards.join('\n') };
  });
  method(['/sendLink'], (params) => {
    const body = required(params, 'body');
    for (const name of ['previewBase64', 'title']) required(params, name);
    return { type: 'chat', body: [params.text('text'), body].filter(Boolean).join('\n') };
  });
  method(['/sendVCard'], (params) => ({ type: 'vcard', body: required(params, 'vcard') }));
  method(['/forwardMessage'], (params) => {
    const [messageId = ''] = params.list('messageId');
    const message = store.message(messageId);
    if (!message) throw new Refused(`message ${messageId} was not found`);
    const { type, body, caption, file } = message;
    return { type, body, isForwarded: 1, ...(caption ? { caption } : {}), ...(file ? { file } : {}) };
  });
  app.post('/deleteMessage', async (c) => {
    const messageId = (await readParams(c)).text('messageId') ?? '';
    if (!store.remove(messageId)) return c.json({ error: `message ${messageId} was not found` });
    return c.json({ result: 'deleted' });
  });
}

/** Phones are given with or without the ending of their chat. */
function personId(phone: string): string {
  return `${phone.replace('@c.us', '')}@c.us`;
}

function vcard(name: string, digits: string): string {
  return `BEGIN:VCARD\nVERSION:3.0\nFN:${name}\nTEL;type=CELL;waid=${digits}:+${digits}\nEND:VCARD`;
}
