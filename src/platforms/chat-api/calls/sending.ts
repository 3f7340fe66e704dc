import type { ChatApiDialect } from '../dialects.ts';
import type { Api } from '../http.ts';
import type { SentAnswer } from '../schema.ts';
import { doneSchema, sentSchema } from '../schema.ts';
import { destination, spokenChat } from './destination.ts';

/** What every kind of message can carry besides its content; services of the first years ignore it. */
export interface SendOptions {
  readonly quotedMsgId?: string;
  /** Digits of the people that `@<digits>` in the text mentions. */
  readonly mentionedPhones?: readonly string[];
}

export interface FileToSend {
  /** http(s) address or `data:<mime>;base64,...`. */
  readonly body: string;
  readonly filename: string;
  readonly caption?: string;
}

/** A file as its bytes. */
export interface FileToUpload {
  readonly bytes: Uint8Array;
  readonly filename: string;
  readonly mimeType: string;
  readonly caption?: string;
}

/**
 * Everything that sends. `sent: true` means accepted into the queue; a message waits there while the phone is away.
 * Nothing recognises a repeat, so a send that may have arrived must be looked for before it is sent again.
 */
export function sendingCalls(api: Api, dialect: ChatApiDialect) {
  const send = (
    path: string,
    what: string,
    to: string,
    body: object,
    options: SendOptions = {},
  ): Promise<SentAnswer> =>
    api.call(sentSchema, {
      method: 'POST',
      path,
      body: { ...destination(to), ...body, ...options },
      tried: `send ${what} to ${spokenChat(to)}`,
      write: true,
    });

  return {
    sendMessage: (to: string, body: string, options?: SendOptions) =>
      send('sendMessage', 'a message', to, { body }, options),
    sendFile: (to: string, file: FileToSend, options?: SendOptions) =>
      send('sendFile', `the file "${file.filename}"`, to, file, options),
    /** The same with the bytes in a form, which is a quarter shorter than a data URI. */
    uploadFile: (to: string, file: FileToUpload, options: SendOptions = {}) =>
      api.call(sentSchema, {
        method: 'POST',
        path: 'sendFile',
        form: {
          fields: {
            ...destination(to),
            filename: file.filename,
            ...(file.caption === undefined ? {} : { caption: file.caption }),
            ...(options.quotedMsgId === undefined ? {} : { quotedMsgId: options.quotedMsgId }),
            ...(options.mentionedPhones ? { mentionedPhones: options.mentionedPhones.join(',') } : {}),
          },
          file: { field: 'body', name: file.filename, mimeType: file.mimeType, bytes: file.bytes },
        },
        tried: `send the file "${file.filename}" to ${spokenChat(to)}`,
        write: true,
      }),
    /** A voice note: ogg with opus, as an address or data URI. */
    sendVoice: (to: string, audio: string, options?: SendOptions) =>
      dialect.voice === 'sendPTT'
        ? send('sendPTT', 'a voice note', to, { audio }, options)
        : send('sendFile', 'a voice note', to, { body: audio, filename: 'voice.ogg', voice: true }, options),
    sendLink: (
      to: string,
      link: { body: string; previewBase64: string; title: string; description?: string; text?: string },
      options?: SendOptions,
    ) => send('sendLink', 'a link', to, link, options),
    sendContact: (to: string, contactId: string | readonly string[], options?: SendOptions) =>
      send('sendContact', 'a contact', to, { contactId }, options),
    /** @param vcard vCard 3.0 */
    sendVCard: (to: string, vcard: string) => send('sendVCard', 'a contact card', to, { vcard }),
    /** @param address at most two lines */
    sendLocation: (to: string, location: { lat: number; lng: number; address: string }) =>
      send('sendLocation', 'a location', to, location),
    forwardMessage: (to: string, messageId: string | readonly string[]) =>
      send('forwardMessage', 'a forwarded message', to, { messageId }),
    deleteMessage: (messageId: string) =>
      api.call(doneSchema, {
        method: 'POST',
        path: 'deleteMessage',
        body: { messageId },
        tried: `delete message ${messageId}`,
        write: true,
      }),
  };
}
