import { listIn } from '../../lists.ts';

export const getAll = listIn(
  { action: 'Get many typing indicators', description: 'See who is writing in a conversation' },
  (client, to) => client.typing(to),
);
