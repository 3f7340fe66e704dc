/** The largest page that BuddyPress gives. */
const MOST = 100;

/** The first things of a list, read page by page. What two pages have both, because the list moved, comes once. */
export async function collected<T extends { readonly id: number }>(
  limit: number | undefined,
  read: (page: number, perPage: number) => Promise<readonly T[]>,
): Promise<T[]> {
  const most = limit ?? Infinity;
  const perPage = Math.min(most, MOST);
  const found = new Map<number, T>();
  for (let page = 1; found.size < most; page += 1) {
    const things = await read(page, perPage);
    for (const thing of things) found.set(thing.id, thing);
    if (things.length < perPage) break;
  }
  return [...found.values()].slice(0, most);
}
