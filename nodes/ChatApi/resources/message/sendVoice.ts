import type { ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { sendMessage } from '../../../kit/index.ts';
import { conversation, optionsOf, replyTo } from '../../fields.ts';
import { conversationOf } from '../../reading.ts';
import type { Source } from '../../source.ts';
import { source, sourceOf } from '../../source.ts';

/** What WhatsApp plays as a voice note: Ogg with Opus. */
const VOICE = 'audio/ogg';

export const sendVoice: Operation<ChatApiConnection> = {
  value: 'sendVoice',
  name: 'Send Voice Note',
  action: 'Send a voice note',
  description: 'Send a recording (Ogg with Opus) that plays as a voice note',
  fields: [
    conversation,
    ...source.map((field) => (field.name === 'mimeType' ? { ...field, default: VOICE } : field)),
    optionsOf(replyTo),
  ],
  async run(call) {
    const to = conversationOf(call);
    const replyTo = call.optionalId('options.replyTo');
    const { files, url } = await sourceOf(call);
    if (url === undefined) {
      const other = files.find(({ mimeType }) => !/^audio\/(?:ogg|opus)\b/i.test(mimeType));
      if (other) {
        call.fail(
          `The file “${other.name}” is ${other.mimeType}, and a voice note has to be Ogg with Opus (${VOICE})`,
          'Convert it first, or use the operation Send File.',
        );
      }
    }
    return sendMessage(call, {
      conversation: to,
      text: call.core.textTree(''),
      replyTo,
      files: spoken(files),
      ...(url === undefined
        ? {}
        : {
            send: async (chat, part) => {
              const quoted = part.replyTo === undefined ? {} : { quotedMsgId: part.replyTo };
              return { id: (await call.connection.client.sendVoice(chat, url, quoted)).id || undefined };
            },
          }),
    });
  },
};

function spoken(files: Source['files']): Source['files'] {
  return files.map((file) => ({
    ...file,
    kind: 'voice',
    mimeType: file.mimeType.startsWith('audio/') ? file.mimeType : VOICE,
  }));
}
