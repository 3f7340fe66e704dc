import type { INodeProperties } from 'n8n-workflow';
import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import type { Call } from '../../../kit/index.ts';
import { filesOf } from '../../../kit/index.ts';
import { conversation } from '../../fields.ts';
import { binaryField } from './fields.ts';

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
  description: 'Upload files for a conversation; nobody sees them before “Send” puts them into a message',
  fields: [
    conversation,
    {
      ...binaryField,
      hint: 'The name of the input field containing the file. Several names are separated by commas.',
    },
    way,
  ],
  async run(call) {
    const thread = call.number('conversation');
    const send = senderOf(call, call.text('way'));
    call.text('binaryFields');
    const files = await filesOf(call);
    const uploaded: object[] = [];
    for (const file of files) {
      const { name, mimeType, bytes } = file;
      const id = String(await send(thread, file));
      uploaded.push({ id, conversation: String(thread), name, mimeType, size: bytes.length });
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
