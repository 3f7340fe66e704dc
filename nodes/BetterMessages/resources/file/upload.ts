import type { INodeProperties } from 'n8n-workflow';
import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import type { Call } from '../../../kit/index.ts';
import { filesOf } from '../../../kit/index.ts';
import { conversation } from '../../fields.ts';
import { binaryField } from './fields.ts';

const isNew: INodeProperties = {
  displayName: 'For a New Conversation',
  name: 'isNew',
  type: 'boolean',
  default: false,
  description: 'Whether the file is for a conversation that is yet to be started',
};

const way: INodeProperties = {
  displayName: 'Way',
  name: 'way',
  type: 'options',
  options: [
    { name: 'As It Suits', value: 'auto', description: 'In pieces from 4 MB on, where the site takes them' },
    { name: 'At Once', value: 'once', description: 'In one request' },
    { name: 'In Pieces', value: 'pieces', description: 'By TUS, which goes on after a break' },
  ],
  default: 'auto',
};

export const upload: Operation<BetterMessagesConnection> = {
  value: 'upload',
  name: 'Upload',
  action: 'Upload a file',
  description: 'Put files where messages of a conversation can take them from; nobody sees them before',
  fields: [
    isNew,
    { ...conversation, displayOptions: { show: { isNew: [false] } } },
    {
      ...binaryField,
      hint: 'The name of the input field containing the file. Several names are separated by commas.',
    },
    way,
  ],
  async run(call) {
    const thread = call.flag('isNew') ? 0 : call.number('conversation');
    const send = senderOf(call, call.text('way'));
    call.text('binaryFields');
    const files = await filesOf(call);
    const uploaded: object[] = [];
    for (const file of files) {
      const { name, mimeType, bytes } = file;
      uploaded.push({ id: String(await send(thread, file)), name, mimeType, size: bytes.length });
    }
    return uploaded;
  },
};

type Sender = BetterMessagesConnection['client']['upload'];

function senderOf({ connection: { client }, core }: Call<BetterMessagesConnection>, way: string): Sender {
  const { uploadFile, uploadResumably } = core.betterMessages;
  if (way === 'once') return client.upload;
  const send = way === 'pieces' ? uploadResumably : uploadFile;
  return (thread, file) => send(client, thread, file);
}
