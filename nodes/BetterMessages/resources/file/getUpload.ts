import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { conversation } from '../../fields.ts';
import { uploadId } from './fields.ts';

export const getUpload: Operation<BetterMessagesConnection> = {
  value: 'getUpload',
  name: 'Get Upload',
  action: 'Get the progress of an upload in pieces',
  description: 'Read how many bytes of a file have arrived',
  fields: [conversation, uploadId],
  async run(call) {
    const upload = { thread: call.number('conversation'), id: call.id('uploadId') };
    const offset = await call.connection.client.tusOffset(upload);
    return { conversation: String(upload.thread), uploadId: upload.id, offset };
  },
};
