import type { ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { Items } from '../../../kit/index.ts';

export const getQrCode: Operation<ChatApiConnection> = {
  value: 'getQrCode',
  name: 'Get QR Code',
  action: 'Get the QR code',
  description: 'Get the QR code as a picture; it is valid for a minute',
  fields: [
    {
      displayName: 'Put Output File in Field',
      name: 'outputField',
      type: 'string',
      default: 'data',
      required: true,
      hint: 'The name of the output field to put the file in',
    },
  ],
  async run(call) {
    const field = call.id('outputField');
    const bytes = Buffer.from(await call.connection.client.qrCode());
    const picture = await call.functions.helpers.prepareBinaryData(bytes, 'qr-code.png', 'image/png');
    return new Items([{ json: { fileName: 'qr-code.png' }, binary: { [field]: picture } }]);
  },
};
