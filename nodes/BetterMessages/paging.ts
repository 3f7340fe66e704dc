import type { INodeProperties } from 'n8n-workflow';

export interface PageOf<T> {
  readonly items: readonly T[];
  readonly hasMore: boolean;
}

/**
 * Results of one page after the other.
 * @param limit undefined for all of them
 * @param read pages begin with 1
 */
export async function everyPage<T>(
  limit: number | undefined,
  read: (page: number) => Promise<PageOf<T>>,
): Promise<T[]> {
  const wanted = limit ?? Infinity;
  const found: T[] = [];
  for (let page = 1; found.length < wanted; page += 1) {
    const { items, hasMore } = await read(page);
    found.push(...items);
    if (!hasMore || items.length === 0) break;
  }
  return found.slice(0, wanted);
}

/** For lists that come one page at a time, in a shape that does not tell how many there are. */
export const pageNumber: INodeProperties = {
  displayName: 'Page',
  name: 'page',
  type: 'number',
  typeOptions: { minValue: 1 },
  default: 1,
  description: 'Which page of the list to read',
};
