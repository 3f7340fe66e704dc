import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import type { Connection } from '../../src/index.ts';
import { loadCore } from './core.ts';
import { nodeErrorOf } from './errors.ts';
import type { System } from './system.ts';
import { connect } from './system.ts';

type ListSearch = (
  this: ILoadOptionsFunctions,
  filter?: string,
  paginationToken?: string,
) => Promise<INodeListSearchResult>;

/** So many pages without anything of that name are read at once, because an empty page looks like the end of the list. */
const MOST_PAGES = 10;

/** `methods.listSearch` of a node: conversations by name, people by name. */
export function listSearchOf<C extends Connection>(system: System<C>): Record<string, ListSearch> {
  return {
    async searchConversations(filter, paginationToken) {
      return searching(this, system, async (connection) => {
        let cursor = paginationToken;
        for (let pages = 1; ; pages += 1) {
          const { items, next } = await connection.listConversations({
            ...(filter ? { search: filter } : {}),
            ...(cursor ? { cursor } : {}),
          });
          const results = items
            .filter(({ name }) => !filter || name.toLowerCase().includes(filter.toLowerCase()))
            .map(({ id, name }) => ({ name, value: id }));
          if (next === undefined) return { results };
          if (results.length > 0 || pages === MOST_PAGES) return { results, paginationToken: next };
          cursor = next;
        }
      });
    },
    async searchPeople(filter) {
      return searching(this, system, async (connection) => {
        const people = (await system.people?.(connection, filter)) ?? [];
        return { results: people.map(({ id, name }) => ({ name, value: id })) };
      });
    },
  };
}

async function searching<C extends Connection>(
  functions: ILoadOptionsFunctions,
  system: System<C>,
  search: (connection: C) => Promise<INodeListSearchResult>,
): Promise<INodeListSearchResult> {
  const core = await loadCore();
  try {
    const { connection } = await connect(functions, system, { patienceMs: 5000 });
    return await search(connection);
  } catch (error) {
    throw nodeErrorOf(core, functions.getNode(), error, 0);
  }
}
