import type { MessagesDevConnection } from '../../../../src/platforms/messages-dev/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { binaryFields, filesOf } from '../../../kit/index.ts';
import { shown } from '../../outputs.ts';

export const upload: Operation<MessagesDevConnection> = {
  value: 'upload',
  name: 'Upload',
  action: 'Upload a file',
  description: 'Keep files at the service, one item for each; messages upload theirs themselves',
  fields: [{ ...binaryFields, required: true, default: 'data', description: 'Files to upload' }],
  async run(call) {
    call.text('binaryFields');
    const uploaded: object[] = [];
    for (const { name, mimeType, bytes } of await filesOf(call)) {
      uploaded.push(shown(await call.connection.client.uploadFile(bytes, mimeType, name)));
    }
    return uploaded;
  },
};
