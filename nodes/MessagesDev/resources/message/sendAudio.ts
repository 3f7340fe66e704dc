import type { MessagesDevConnection } from '../../../../src/platforms/messages-dev/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { binaryFields, filesOf } from '../../../kit/index.ts';
import { conversation, sendOptions } from '../../fields.ts';
import { conversationOf } from '../../reading.ts';
import { sendOn } from '../../send.ts';

export const sendAudio: Operation<MessagesDevConnection> = {
  value: 'sendAudio',
  name: 'Send Audio Message',
  action: 'Send an audio message',
  description:
    'Send recordings as iMessage audio messages; a line without advanced features sends them as files',
  fields: [
    conversation,
    {
      ...binaryFields,
      required: true,
      default: 'data',
      description: 'Recordings to send: M4A, AAC, MP3, WAV, CAF or AIFF',
    },
    sendOptions,
  ],
  async run(call) {
    const to = conversationOf(call);
    const replyTo = call.optionalId('options.replyTo');
    const wait = call.optionalFlag('options.wait') ?? true;
    call.text('binaryFields');
    const files = await filesOf(call);
    const other = files.find(({ mimeType }) => !mimeType.toLowerCase().startsWith('audio/'));
    if (other)
      call.refuse('binaryFields', `has “${other.name}” in it, which is ${other.mimeType} and no audio`);
    const recordings = files.map((file) => ({ ...file, kind: 'voice' as const }));
    const text = call.core.textTree('');
    return sendOn(call, { conversation: to, text, files: recordings, replyTo, wait });
  },
};
