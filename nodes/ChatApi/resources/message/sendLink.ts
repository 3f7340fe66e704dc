import type { INodeProperties } from 'n8n-workflow';
import type { ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { conversation, optionsOf, replyTo } from '../../fields.ts';
import { addressOf, conversationOf } from '../../reading.ts';
import { sendOne } from '../../sending.ts';

const description: INodeProperties = {
  displayName: 'Description',
  name: 'description',
  type: 'string',
  default: '',
  description: 'Text below the title',
};

const text: INodeProperties = {
  displayName: 'Text',
  name: 'text',
  type: 'string',
  default: '',
  description: 'Text above the link',
};

export const sendLink: Operation<ChatApiConnection> = {
  value: 'sendLink',
  name: 'Send Link',
  action: 'Send a link',
  description: 'Send a link with a preview of your own',
  fields: [
    conversation,
    {
      displayName: 'URL',
      name: 'url',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'e.g. https://example.org',
    },
    {
      displayName: 'Title',
      name: 'title',
      type: 'string',
      default: '',
      required: true,
      description: 'Title of the preview',
    },
    {
      displayName: 'Preview Image Field',
      name: 'previewField',
      type: 'string',
      default: 'data',
      required: true,
      hint: 'The name of the input field containing the picture',
      description: 'Picture of the preview',
    },
    optionsOf(description, replyTo, text),
  ],
  async run(call) {
    const to = conversationOf(call);
    const quotedMsgId = call.optionalId('options.replyTo');
    const about = call.optional('options.description');
    const above = call.optional('options.text');
    const link = { body: addressOf(call, 'url'), title: call.text('title') };
    const field = call.id('previewField');
    const { helpers } = call.functions;
    const { mimeType } = helpers.assertBinaryData(call.index, field);
    const picture = await helpers.getBinaryDataBuffer(call.index, field);
    const sending = call.connection.client.sendLink(
      to,
      {
        ...link,
        previewBase64: `data:${mimeType};base64,${picture.toString('base64')}`,
        ...(about === undefined ? {} : { description: about }),
        ...(above === undefined ? {} : { text: above }),
      },
      quotedMsgId === undefined ? {} : { quotedMsgId },
    );
    return sendOne(call, to, sending);
  },
};
