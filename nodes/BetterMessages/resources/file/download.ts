import type { INodeProperties } from 'n8n-workflow';
import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { Items } from '../../../kit/index.ts';

const fields: readonly INodeProperties[] = [
  {
    displayName: 'File URL',
    name: 'url',
    type: 'string',
    default: '',
    required: true,
    placeholder: 'e.g. https://example.org/wp-content/uploads/plan.pdf',
    description: 'As messages and “Get Many” have it; the credential goes to its own site only',
  },
  {
    displayName: 'File Name',
    name: 'fileName',
    type: 'string',
    default: '',
    placeholder: 'e.g. plan.pdf',
    description: 'What the file is to be called; otherwise as at the end of the address',
  },
  {
    displayName: 'Put Output File in Field',
    name: 'outputField',
    type: 'string',
    default: 'data',
    required: true,
    hint: 'The name of the output field to put the file in',
  },
];

export const download: Operation<BetterMessagesConnection> = {
  value: 'download',
  name: 'Download',
  action: 'Download a file',
  description: 'Fetch a file of a message by its address',
  fields,
  async run(call) {
    const { client, home } = call.connection;
    const [address, field] = [call.text('url').trim(), call.text('outputField').trim()];
    const named = call.optional('fileName');
    if (!/^https?:\/\//i.test(address) || !URL.canParse(address))
      call.refuse('url', 'is no address of a file');
    const url = new URL(address);
    const name = named ?? nameIn(url);
    const { headers, body } = await client.download(url.href, name, url.origin === home);
    const mimeType = headers['content-type']?.split(';')[0]?.trim();
    const binary = await call.functions.helpers.prepareBinaryData(Buffer.from(body), name, mimeType);
    const json = { name, mimeType: mimeType ?? null, size: body.length, url: url.href };
    return new Items([{ json, binary: { [field]: binary } }]);
  },
};

function nameIn({ pathname }: URL): string {
  const last = pathname.split('/').at(-1) || 'file';
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
