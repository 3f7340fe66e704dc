import { orderInstance } from './order.ts';

export const retrySync = orderInstance({
  value: 'retrySync',
  name: 'Retry Synchronization',
  action: 'Retry the synchronization',
  description: 'Synchronize with the phone again',
  order: (client) => client.retrySync(),
});
