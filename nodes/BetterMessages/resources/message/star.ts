import { onMessage } from '../../simple.ts';

export const star = onMessage(
  {
    value: 'star',
    name: 'Star',
    action: 'Star a message',
    description: 'Put a message among the favorites of the account',
  },
  (client, thread, message) => client.setFavorite(thread, message, true),
);
