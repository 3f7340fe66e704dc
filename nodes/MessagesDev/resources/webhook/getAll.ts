import { listOf } from '../../lists.ts';

export const getAll = listOf(
  { action: 'Get many webhooks', description: 'List the webhooks of the line' },
  (client) => client.webhooks(),
);
