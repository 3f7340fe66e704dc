import type { Journal } from '../journal/index.ts';

/** Path of an account's webhook. It holds a secret of the journal, because not every service signs its requests. */
export async function webhookPath(journal: Journal, account: string): Promise<string> {
  return `/hooks/${account}/${await journal.secret(`webhook:${account}`)}`;
}
