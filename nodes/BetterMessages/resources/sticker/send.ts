import type { INodeProperties } from 'n8n-workflow';
import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { conversation } from '../../fields.ts';
import { loose } from '../../loose.ts';

const stickerUrl: INodeProperties = {
  displayName: 'Sticker URL',
  name: 'stickerUrl',
  type: 'string',
  default: '',
  required: true,
  placeholder: 'e.g. https://example.org/stickers/wave.png',
  description: 'Address of the sticker, as “Get Many” lists it',
};

export const send: Operation<BetterMessagesConnection> = {
  value: 'send',
  name: 'Send',
  action: 'Send a sticker',
  description: 'Send a sticker to a conversation, where the site has a provider of stickers',
  fields: [conversation, stickerUrl],
  run: async (call) =>
    loose(await call.connection.client.sendSticker(call.number('conversation'), call.text('stickerUrl'))),
};
