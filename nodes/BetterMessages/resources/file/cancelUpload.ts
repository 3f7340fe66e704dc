import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { conversation } from '../../fields.ts';
import { uploadId } from './fields.ts';

export const cancelUpload: Operation<BetterMessagesConnection> = {
  value: 'cancelUpload',
  name: 'Cancel Upload',
  action: 'Cancel an upload in pieces',
  description: 'Give up an upload, and delete what has arrived of it',
  fields: [conversation, uploadId],
  async run(call) {
    const upload = { thread: call.number('conversation'), id: call.id('uploadId') };
    await call.connection.client.deleteTusUpload(upload);
    return { deleted: true };
  },
};
