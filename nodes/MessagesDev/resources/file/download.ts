import type { MessagesDevConnection } from '../../../../src/platforms/messages-dev/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { Items } from '../../../kit/index.ts';
import { fileId } from '../../fields.ts';

export const download: Operation<MessagesDevConnection> = {
  value: 'download',
  name: 'Download',
  action: 'Download a file',
  description: 'Fetch a file by its ID; those of messages come with Message: Get Many',
  fields: [
    fileId,
    {
      displayName: 'Put Output File in Field',
      name: 'binaryField',
      type: 'string',
      default: 'data',
      required: true,
      hint: 'The name of the output binary field to put the file in',
    },
  ],
  async run(call) {
    const [id, field] = [call.id('fileId'), call.text('binaryField').trim()];
    const url = await call.connection.client.fileUrl(id);
    const name = nameIn(url) ?? id;
    const file = { kind: 'document', name, mimeType: '', url } as const;
    const bytes = Buffer.from((await call.connection.download?.(file)) ?? []);
    // n8n finds out from the name and the bytes what it is.
    const binary = await call.functions.helpers.prepareBinaryData(bytes, name);
    return new Items([{ json: { id, name, size: bytes.length }, binary: { [field]: binary } }]);
  },
};

/** The last part of the path of an address. */
function nameIn(url: string): string | undefined {
  const part = new URL(url).pathname.split('/').at(-1) ?? '';
  return /%(?![0-9a-f]{2})/i.test(part) || part === '' ? undefined : decodeURIComponent(part);
}
