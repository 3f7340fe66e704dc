import { onMessage } from '../../simple.ts';

export const unstar = onMessage(
  {
    value: 'unstar',
    name: 'Unstar',
    action: 'Unstar a message',
    description: 'Take a message out of the favorites of the account',
  },
  (client, thread, message) => client.setFavorite(thread, message, false),
);
