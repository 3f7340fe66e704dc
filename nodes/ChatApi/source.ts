import type { INodeProperties } from 'n8n-workflow';
import type { OutgoingFile } from '../../src/index.ts';
import { binaryFields, filesOf } from '../kit/index.ts';
import type { ChatApiCall } from './reading.ts';
import { addressOf } from './reading.ts';

const from = (...sources: string[]) => ({ show: { source: sources } });

/** Where a file comes from; read by {@link sourceOf}. */
export const source: readonly INodeProperties[] = [
  {
    displayName: 'File From',
    name: 'source',
    type: 'options',
    options: [
      { name: 'Base64 Data', value: 'base64' },
      { name: 'Input Binary Field', value: 'binary' },
      { name: 'URL', value: 'url', description: 'The service fetches it, so it has to be public' },
    ],
    default: 'binary',
  },
  {
    ...binaryFields,
    default: 'data',
    required: true,
    description: 'Files to send',
    displayOptions: from('binary'),
  },
  {
    displayName: 'URL',
    name: 'url',
    type: 'string',
    default: '',
    required: true,
    placeholder: 'e.g. https://example.org/report.pdf',
    displayOptions: from('url'),
  },
  {
    displayName: 'Base64 Data',
    name: 'data',
    type: 'string',
    default: '',
    required: true,
    description: 'The bytes in Base64, or a whole data URI',
    displayOptions: from('base64'),
  },
  {
    displayName: 'File Name',
    name: 'fileName',
    type: 'string',
    default: '',
    required: true,
    placeholder: 'e.g. report.pdf',
    displayOptions: from('url', 'base64'),
  },
  {
    displayName: 'MIME Type',
    name: 'mimeType',
    type: 'string',
    default: 'application/octet-stream',
    description: 'Not used for a data URI, which names its own',
    displayOptions: from('base64'),
  },
];

/** Files with their bytes, or one that the service fetches itself from `url`. */
export interface Source {
  readonly files: readonly OutgoingFile[];
  readonly url?: string;
}

export async function sourceOf(call: ChatApiCall): Promise<Source> {
  switch (call.text('source')) {
    case 'url': {
      const url = addressOf(call, 'url');
      const file = { name: call.text('fileName'), mimeType: 'application/octet-stream' };
      return { url, files: [{ ...file, kind: 'document', bytes: new Uint8Array() }] };
    }
    case 'base64':
      return { files: [fileOf(call)] };
    default:
      call.ids('binaryFields');
      return { files: await filesOf(call) };
  }
}

function fileOf(call: ChatApiCall): OutgoingFile {
  const given = call.text('data').trim();
  const uri = /^data:([^;,]+)[^,]*;base64,/i.exec(given);
  const base64 = given.slice(uri?.[0].length ?? 0).replaceAll(/\s/g, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) call.refuse('data', 'is no Base64');
  const bytes = Buffer.from(base64, 'base64');
  const { maxBytes = Infinity } = call.connection.capabilities.files;
  if (bytes.length > maxBytes) {
    call.refuse(
      'data',
      `has ${String(bytes.length)} bytes, and the service takes at most ${String(maxBytes)}`,
    );
  }
  return {
    name: call.text('fileName'),
    mimeType: uri?.[1] ?? call.text('mimeType'),
    kind: 'document',
    bytes,
  };
}
