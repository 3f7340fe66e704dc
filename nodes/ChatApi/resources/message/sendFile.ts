import type { INodeProperties } from 'n8n-workflow';
import type { Part, Root, Sent } from '../../../../src/index.ts';
import type { ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { format, messageText, sendMessage } from '../../../kit/index.ts';
import { conversation, mentions, optionsOf, replyTo } from '../../fields.ts';
import { withMentions } from '../../mentions.ts';
import type { ChatApiCall } from '../../reading.ts';
import { conversationOf } from '../../reading.ts';
import { source, sourceOf } from '../../source.ts';

const caption: INodeProperties = {
  ...messageText,
  displayName: 'Caption',
  name: 'caption',
  required: false,
  description: 'Text below the first file',
};

const asForm: INodeProperties = {
  displayName: 'Upload as Form',
  name: 'asForm',
  type: 'boolean',
  default: false,
  description: 'Whether to send the bytes as a form, which is a quarter shorter than Base64 in JSON',
};

export const sendFile: Operation<ChatApiConnection> = {
  value: 'sendFile',
  name: 'Send File',
  action: 'Send a file',
  description: 'Send pictures, videos or documents with a caption',
  fields: [conversation, ...source, caption, format, optionsOf(mentions, replyTo, asForm)],
  async run(call) {
    const outgoing = {
      conversation: conversationOf(call),
      text: withMentions(call, captionOf(call)),
      replyTo: call.optionalId('options.replyTo'),
    };
    const isForm = call.flag('options.asForm');
    const { files, url } = await sourceOf(call);
    if (url === undefined && !isForm) return sendMessage(call, { ...outgoing, files });
    return sendMessage(call, { ...outgoing, files, send: (to, part) => sendPart(call, to, part, url) });
  },
};

function captionOf(call: ChatApiCall): Root {
  return call.optional('caption') === undefined ? call.core.textTree('') : call.rich('caption');
}

/** The file of a part by its address, or as a form; text on its own as always. */
async function sendPart(call: ChatApiCall, to: string, part: Part, url: string | undefined): Promise<Sent> {
  const { file, text } = part;
  if (!file) return call.connection.send(to, part);
  const { client } = call.connection;
  const sent = { filename: file.name, ...(text === '' ? {} : { caption: text }) };
  const carried = {
    ...(part.replyTo === undefined ? {} : { quotedMsgId: part.replyTo }),
    ...(part.mentions ? { mentionedPhones: part.mentions.map(call.core.chatApi.digitsOf) } : {}),
  };
  const { id } = url
    ? await client.sendFile(to, { ...sent, body: url }, carried)
    : await client.uploadFile(to, { ...sent, bytes: file.bytes, mimeType: file.mimeType }, carried);
  return { id: id || undefined };
}
