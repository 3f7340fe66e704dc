import type { IBinaryKeyData, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import type { Attachment, AttachmentKind, Connection, Message, OutgoingFile } from '../../src/index.ts';
import type { Call } from './call.ts';
import { messageOutput } from './shapes.ts';

/** Which fields of the input items carry files to send; read by `filesOf`. */
export const binaryFields: INodeProperties = {
  displayName: 'Input Binary Field',
  name: 'binaryFields',
  type: 'string',
  default: '',
  placeholder: 'e.g. data',
  hint: 'The name of the input field containing the file. Several names are separated by commas.',
  description: 'Files to send along with the text',
};

export const download: INodeProperties = {
  displayName: 'Download Files',
  name: 'download',
  type: 'boolean',
  default: false,
  description:
    'Whether to fetch the files of the messages into binary fields: attachment_0, attachment_1 and so on',
};

/** The files of the item that the parameter names; none when it is empty. Refuses what is larger than the service takes. */
export async function filesOf(call: Call, name = 'binaryFields'): Promise<OutgoingFile[]> {
  if (call.optional(name) === undefined) return [];
  const { maxBytes } = call.connection.capabilities.files;
  const files: OutgoingFile[] = [];
  for (const field of call.ids(name)) {
    const { fileName, mimeType } = call.functions.helpers.assertBinaryData(call.index, field);
    const bytes = await call.functions.helpers.getBinaryDataBuffer(call.index, field);
    const title = fileName ?? field;
    if (maxBytes !== undefined && bytes.length > maxBytes) {
      call.fail(
        `The file “${title}” has ${mebibytes(bytes.length)}, and ${call.connection.capabilities.title} takes at most ${mebibytes(maxBytes)}`,
        'Make the file smaller, or send a link to it.',
      );
    }
    files.push({ name: title, mimeType, kind: kindOf(mimeType), bytes });
  }
  return files;
}

/** An item for a message, with its files when `download` is on. */
export async function messageItem(
  call: Call,
  message: Message,
  isSimple: boolean,
  withFiles: boolean,
): Promise<INodeExecutionData> {
  const json = messageOutput(call.core, message, isSimple);
  if (!withFiles || message.attachments.length === 0) return { json };
  return { json, binary: await binaryOf(call.connection, message.attachments, call.functions.helpers) };
}

/** The bytes of the attachments, as n8n keeps them. Places and contacts have none. */
export async function binaryOf(
  connection: Connection,
  attachments: readonly Attachment[],
  { prepareBinaryData }: Pick<Call['functions']['helpers'], 'prepareBinaryData'>,
): Promise<IBinaryKeyData> {
  const binary: IBinaryKeyData = {};
  for (const [index, attachment] of attachments.entries()) {
    const isFile = attachment.kind !== 'location' && attachment.kind !== 'contact';
    if (!connection.download || !isFile) continue;
    const bytes = Buffer.from(await connection.download(attachment));
    binary[`attachment_${String(index)}`] = await prepareBinaryData(
      bytes,
      attachment.name,
      attachment.mimeType,
    );
  }
  return binary;
}

function kindOf(mimeType: string): AttachmentKind {
  const [type] = mimeType.split('/');
  return type === 'image' || type === 'audio' || type === 'video' ? type : 'document';
}

function mebibytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
