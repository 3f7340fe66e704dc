import { orderInstance } from './order.ts';

export const logout = orderInstance({
  value: 'logout',
  name: 'Log Out',
  action: 'Log out the instance',
  description: 'Sign the phone out of the instance; a new QR code follows',
  order: (client) => client.logout(),
});
