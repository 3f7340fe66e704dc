import { orderInstance } from './order.ts';

export const takeover = orderInstance({
  value: 'takeover',
  name: 'Take Over',
  action: 'Take over the session',
  description: 'Take the session back from another WhatsApp Web',
  order: (client) => client.takeover(),
});
