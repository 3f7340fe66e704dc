import type { INodeProperties } from 'n8n-workflow';
import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { filesOf } from '../../../kit/index.ts';
import { conversation } from '../../fields.ts';
import { binaryField, uploadId } from './fields.ts';

const fields: readonly INodeProperties[] = [
  {
    displayName: 'Offset',
    name: 'offset',
    type: 'number',
    typeOptions: { minValue: 0 },
    default: 0,
    required: true,
    description: 'How many bytes the site has, as the last step of the upload gave it',
  },
  {
    displayName: 'Bytes at Once',
    name: 'chunk',
    type: 'number',
    typeOptions: { minValue: 1 },
    default: 4_194_304,
    description: 'How long the piece is at most; web servers limit what they take in one request',
  },
];

export const continueUpload: Operation<BetterMessagesConnection> = {
  value: 'continueUpload',
  name: 'Continue Upload',
  action: 'Continue the upload of a file in pieces',
  description: 'Send the next piece of a file; the last one brings the ID of the file',
  fields: [
    conversation,
    uploadId,
    { ...binaryField, description: 'The whole file; what the site has of it is skipped' },
    ...fields,
  ],
  async run(call) {
    const upload = { thread: call.number('conversation'), id: call.id('uploadId') };
    const [offset, chunk] = [call.number('offset'), call.number('chunk')];
    if (chunk < 1) call.refuse('chunk', 'must be at least 1');
    call.text('binaryFields');
    const [file] = await filesOf(call);
    const size = file?.bytes.length ?? 0;
    if (file === undefined || offset < 0 || offset >= size) {
      return call.refuse('offset', `must lie within the file, which has ${String(size)} bytes`);
    }
    const piece = file.bytes.subarray(offset, offset + chunk);
    const { offset: next, attachmentId } = await call.connection.client.patchTusUpload(upload, offset, piece);
    const isDone = attachmentId !== undefined;
    return {
      conversation: String(upload.thread),
      uploadId: upload.id,
      offset: next,
      size,
      isDone,
      fileId: isDone ? String(attachmentId) : undefined,
    };
  },
};
