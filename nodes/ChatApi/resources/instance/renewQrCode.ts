import { orderInstance } from './order.ts';

export const renewQrCode = orderInstance({
  value: 'renewQrCode',
  name: 'Renew QR Code',
  action: 'Renew the QR code',
  description: 'Ask for a new QR code after the last one has expired',
  order: (client) => client.renewQrCode(),
});
