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

/** `methods.listSearch` of a node: conversations by name, people by name. */
export function listSearchOf<C extends Connection>(system: System<C>): Record<string, ListSearch> {
  return {
    async searchConversations(filter, paginationToken) {
      return searching(this, system, async (connection) => {
        const page = await connection.listConversations({
          ...(filter ? { search: filter } : {}),
          ...(paginationToken ? { cursor: paginationToken } : {}),
        });
        const results = page.items
          .filter(({ name }) => !filter || name.toLowerCase().includes(filter.toLowerCase()))
          .map(({ id, name }) => ({ name, value: id }));
        return { results, ...(page.next === undefined ? {} : { paginationToken: page.next }) };
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
