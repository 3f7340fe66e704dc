import type { INodeProperties } from 'n8n-workflow';
import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { conversation } from '../../fields.ts';

const fields: readonly INodeProperties[] = [
  {
    displayName: 'File Name',
    name: 'fileName',
    type: 'string',
    default: '',
    required: true,
    placeholder: 'e.g. film.mp4',
  },
  {
    displayName: 'MIME Type',
    name: 'mimeType',
    type: 'string',
    default: '',
    required: true,
    placeholder: 'e.g. video/mp4',
  },
  {
    displayName: 'Size',
    name: 'size',
    type: 'number',
    typeOptions: { minValue: 1 },
    default: 0,
    required: true,
    description: 'Length of the whole file, in bytes',
  },
];

export const beginUpload: Operation<BetterMessagesConnection> = {
  value: 'beginUpload',
  name: 'Begin Upload',
  action: 'Begin the upload of a file in pieces',
  description: 'Begin to upload a file in pieces, over several runs; “Upload” does it all in one',
  fields: [conversation, ...fields],
  async run(call) {
    const thread = call.number('conversation');
    const [name, mimeType, size] = [call.text('fileName'), call.text('mimeType'), call.number('size')];
    if (size < 1) call.refuse('size', 'must be at least 1');
    const { id } = await call.connection.client.createTusUpload(thread, { name, mimeType, size });
    return { conversation: String(thread), uploadId: id, offset: 0, size };
  },
};
