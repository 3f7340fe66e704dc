import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { conversation, messageId } from '../../fields.ts';
import { loose } from '../../loose.ts';

export const transcribe: Operation<BetterMessagesConnection> = {
  value: 'transcribe',
  name: 'Transcribe Voice Message',
  action: 'Transcribe a voice message',
  description: 'Have the AI of the site write down what a voice message says',
  fields: [conversation, messageId],
  run: async (call) =>
    loose(
      await call.connection.client.transcribeVoice(call.number('conversation'), call.number('messageId')),
    ),
};
