import type { Api } from '../http.ts';
import { outboxSchema } from '../schema.ts';

export interface NewMessage {
  readonly text?: string;
  /** Ids of uploaded files; the service takes one. */
  readonly attachments?: readonly string[];
  /** Id of the message to answer, or its GUID. */
  readonly reply_to?: string;
}

/**
 * Everything that sends. The answer means accepted into the outbox, where the sends of a line wait for one another.
 * Nothing recognises a repeat, so a send that may have arrived must be looked for before it is sent again.
 */
export function sendingCalls(api: Api) {
  const from = api.settings.line;
  return {
    /** @param to handle or chat id (groups: chat id) */
    sendMessage: (to: string, message: NewMessage) =>
      api.call(outboxSchema, {
        method: 'POST',
        path: '/messages',
        body: { from, to, ...message },
        tried: `send a message to ${to}`,
        write: true,
        scope: 'messages:write',
        to,
      }),
    /** A voice note, from an uploaded m4a, aac, mp3, wav, caf or aiff. */
    sendAudioMessage: (to: string, fileId: string, options: { reply_to?: string } = {}) =>
      api.call(outboxSchema, {
        method: 'POST',
        path: '/audio-messages',
        body: { from, to, audio_message: fileId, ...options },
        tried: `send a voice note to ${to}`,
        write: true,
        scope: 'messages:write',
        to,
      }),
    outbox: (id: string) =>
      api.call(outboxSchema, {
        method: 'GET',
        path: '/outbox',
        query: { id },
        tried: `ask what became of ${id} in the outbox`,
        write: false,
        scope: 'outbox:read',
      }),
    /** Whether the key may send, found out with a message that has nobody to go to and is refused for that. */
    trySending: () =>
      api.call(outboxSchema, {
        method: 'POST',
        path: '/messages',
        body: {},
        tried: 'see whether the key may send',
        write: false,
        scope: 'messages:write',
      }),
  };
}
