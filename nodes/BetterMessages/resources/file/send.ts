import type { INodeProperties } from 'n8n-workflow';
import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { format } from '../../../kit/index.ts';
import { conversation } from '../../fields.ts';

const fileIds: INodeProperties = {
  displayName: 'File IDs',
  name: 'fileIds',
  type: 'string',
  default: '',
  required: true,
  placeholder: 'e.g. 31, 32',
  description: 'Files that this account uploaded for this conversation; the site leaves out all others',
};

const text: INodeProperties = {
  displayName: 'Text',
  name: 'text',
  type: 'string',
  typeOptions: { rows: 4 },
  default: '',
  description: 'What to say with the files',
};

export const send: Operation<BetterMessagesConnection> = {
  value: 'send',
  name: 'Send Uploaded',
  action: 'Send uploaded files',
  description: 'Send files that were uploaded before; to send files of the input, use “Send” of Message',
  fields: [conversation, fileIds, text, format],
  async run(call) {
    const thread = call.number('conversation');
    const files = call.numbers('fileIds');
    const said = call.optional('text') === undefined ? call.core.textTree('') : call.rich('text');
    const [part, ...more] = call.connection.compose({ key: 'n8n', text: said });
    if (more.length > 0) call.refuse('text', 'is too long to go with files: send it before them');
    const answer = await call.connection.client.send(thread, { message: part?.text ?? '', files });
    return { conversation: String(thread), id: String(answer.message_id) };
  },
};
