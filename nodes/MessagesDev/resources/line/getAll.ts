import { listOf } from '../../lists.ts';

export const getAll = listOf(
  { action: 'Get many lines', description: 'List the lines that the API key opens' },
  (client) => client.lines(),
);
