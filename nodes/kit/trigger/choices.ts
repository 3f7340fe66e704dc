import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import type { Connection } from '../../../src/index.ts';
import { loadCore } from '../core.ts';
import { nodeErrorOf } from '../errors.ts';
import type { System } from '../system.ts';
import { connect } from '../system.ts';

/** So many conversations are offered, those that were active last. */
const MOST = 500;

type LoadOptions = (this: ILoadOptionsFunctions) => Promise<INodePropertyOptions[]>;

/** `methods.loadOptions` of a trigger: the conversations to choose from. */
export function loadOptionsOf<C extends Connection>(system: System<C>): Record<string, LoadOptions> {
  return {
    async getConversations() {
      const core = await loadCore();
      try {
        const { connection } = await connect(this, system, { patienceMs: 5000 });
        return await conversationsOf(connection);
      } catch (error) {
        throw nodeErrorOf(core, this.getNode(), error, 0);
      }
    },
  };
}

async function conversationsOf(connection: Connection): Promise<INodePropertyOptions[]> {
  const found: INodePropertyOptions[] = [];
  let next: string | undefined;
  do {
    const page = await connection.listConversations({
      limit: 100,
      ...(next === undefined ? {} : { cursor: next }),
    });
    found.push(...page.items.map(({ id, name }) => ({ name, value: id })));
    next = page.next;
  } while (next !== undefined && found.length < MOST);
  return found.slice(0, MOST);
}
