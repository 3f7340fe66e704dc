import { listIn } from '../../lists.ts';

export const getAll = listIn(
  { action: 'Get many read receipts', description: 'See until when the others have read a conversation' },
  (client, to) => client.receipts(to),
);
