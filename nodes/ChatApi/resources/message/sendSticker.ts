import type { ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { conversation, optionsOf, replyTo } from '../../fields.ts';
import { addressOf, conversationOf } from '../../reading.ts';
import { sendOne } from '../../sending.ts';

export const sendSticker: Operation<ChatApiConnection> = {
  value: 'sendSticker',
  name: 'Send Sticker',
  action: 'Send a sticker',
  description: 'Send a sticker by its address; only 1msg.io can',
  fields: [
    conversation,
    {
      displayName: 'Sticker URL',
      name: 'url',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'e.g. https://example.org/sticker.webp',
      description: 'Public address of a WebP picture',
    },
    optionsOf(replyTo),
  ],
  async run(call) {
    const [to, link] = [conversationOf(call), addressOf(call, 'url')];
    const quotedMsgId = call.optionalId('options.replyTo');
    const options = quotedMsgId === undefined ? {} : { quotedMsgId };
    return sendOne(call, to, call.connection.client.sendSticker(to, link, options));
  },
};
