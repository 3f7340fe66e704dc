import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { fake } from './fake.ts';
import type { Place, Placed } from './functions.ts';
import { parameterOf, place } from './functions.ts';

/** A polling trigger in an active workflow, with what n8n keeps for it. */
export interface Poller {
  /** One poll as n8n makes them, or one of a manual run. Resolves with the JSON of the items. */
  poll(mode?: 'trigger' | 'manual'): Promise<readonly IDataObject[]>;
  /** The same with all of the items; null when nothing was handed on. */
  items(mode?: 'trigger' | 'manual'): Promise<readonly INodeExecutionData[] | null>;
  /** n8n ends and begins again: what it keeps goes through its database as JSON. */
  restart(): void;
  /** What n8n keeps, as JSON text. */
  stored(): string;
  /** Puts something else there. */
  store(data: IDataObject): void;
  /** The user changes parameters, or the credential. */
  change(changed: Partial<Pick<Placed, 'parameters' | 'credential'>>): void;
  readonly logged: readonly string[];
  readonly requests: Place['sent'];
}

export interface PollerOptions extends Placed {
  /** @default 300000, as n8n has it */
  readonly budgetMs?: number;
}

/** Places a trigger; the static data is one object for all its polls, as in n8n until it restarts. */
export function createPoller({ budgetMs = 300_000, ...first }: PollerOptions): Poller {
  let placed: Placed = first;
  let data: IDataObject = {};
  const places: Place[] = [];

  const items = async (mode: 'trigger' | 'manual' = 'trigger'): Promise<INodeExecutionData[] | null> => {
    const here = place(placed);
    places.push(here);
    const node = here.getNode();
    const functions = fake<IPollFunctions>('the poll', {
      getNode: here.getNode,
      getWorkflow: here.getWorkflow,
      getCredentials: here.getCredentials,
      logger: here.logger,
      helpers: fake<IPollFunctions['helpers']>('helpers', {
        httpRequest: here.helpers.httpRequest,
        httpRequestWithAuthentication: here.helpers.httpRequestWithAuthentication,
        prepareBinaryData: here.helpers.prepareBinaryData,
      }),
      getMode: () => mode,
      getActivationMode: () => (mode === 'manual' ? 'manual' : 'activate'),
      getPollBudgetMs: () => budgetMs,
      getNodeParameter: (name: string, fallback?: unknown): object =>
        parameterOf(node, placed.type, name, fallback) as object,
      getWorkflowStaticData: () => data,
    });
    const output = await placed.type.poll?.call(functions);
    if (output === undefined) throw new Error('The node does not poll.');
    return output && output.flat();
  };

  return {
    items,
    poll: async (mode) => ((await items(mode)) ?? []).map(({ json }) => json),
    restart() {
      data = JSON.parse(JSON.stringify(data));
    },
    stored: () => JSON.stringify(data),
    store(next) {
      data = next;
    },
    change(changed) {
      placed = { ...placed, ...changed };
    },
    get logged() {
      return places.flatMap(({ logged }) => logged);
    },
    get requests() {
      return places.flatMap(({ sent }) => sent);
    },
  };
}
