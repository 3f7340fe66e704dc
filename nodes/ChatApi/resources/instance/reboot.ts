import { orderInstance } from './order.ts';

export const reboot = orderInstance({
  value: 'reboot',
  name: 'Reboot',
  action: 'Reboot the instance',
  description: 'Start the instance again',
  order: (client) => client.reboot(),
});
