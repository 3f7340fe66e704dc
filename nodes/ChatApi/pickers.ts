import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { listSearchOf } from '../kit/index.ts';
import { chatApi } from './system.ts';

/** `methods.listSearch` for groups: the conversations without private chats. */
export async function searchGroups(
  this: ILoadOptionsFunctions,
  filter?: string,
  paginationToken?: string,
): Promise<INodeListSearchResult> {
  const all = await listSearchOf(chatApi).searchConversations?.call(this, filter, paginationToken);
  const { results, ...page } = all ?? { results: [] };
  return { ...page, results: results.filter(({ value }) => String(value).endsWith('@g.us')) };
}
