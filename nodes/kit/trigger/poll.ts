import type {
  ICredentialDataDecryptedObject,
  INodeExecutionData,
  INodeProperties,
  IPollFunctions,
} from 'n8n-workflow';
import type { NodeOperationError } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';
import type { Connection, ParleyEvent } from '../../../src/index.ts';
import type { Core } from '../core.ts';
import { loadCore } from '../core.ts';
import { nodeErrorOf } from '../errors.ts';
import type { Connected, System } from '../system.ts';
import { connect } from '../system.ts';
import { burstsOf } from './burst.ts';
import type { TriggerItem, TriggerSettings, TriggerState } from './contract.ts';
import { createFilter } from './filter.ts';
import type { ItemParts } from './items.ts';
import { itemOf } from './items.ts';
import { readOn } from './reading-on.ts';
import { latestOf } from './sample.ts';
import { triggerSettings } from './settings.ts';
import { readState, replaceState, shortOf, withSeen } from './state.ts';

/** n8n asks again in a minute, so a service that wants patience gets it between two polls: milliseconds. */
const PATIENCE_MS = 5_000;
/** What n8n gives a poll where it does not say, milliseconds. */
const USUAL_BUDGET_MS = 300_000;
/** The rest is for the last page and for files. */
const SHARE = 0.7;

/**
 * One poll of a trigger. The first one only looks where the account stands; each later one hands on everything that
 * came since, once. State is written once, at the end, so that whatever fails before leaves the trigger where it was.
 * A manual run shows the latest messages and changes nothing.
 * @throws {NodeApiError} when the service cannot be read; n8n then waits longer before the next poll
 */
export async function pollTrigger<C extends Connection>(
  functions: IPollFunctions,
  system: System<C>,
  fields: readonly INodeProperties[],
): Promise<INodeExecutionData[][] | null> {
  const core = await loadCore();
  const settings = triggerSettings(functions, fields);
  let connected: Connected<C> | undefined;
  try {
    connected = await connect(functions, system, { patienceMs: PATIENCE_MS });
    const poll: Poll = { functions, settings, core, connection: connected.connection };
    if (functions.getMode() === 'manual') return [await sample(poll)];
    const items = await pollOnce(poll, await accountOf(core, functions, system));
    return items.length === 0 ? null : [items];
  } catch (error) {
    throw pollErrorOf(core, functions, error, connected?.connection.secrets);
  }
}

interface Poll extends Connected {
  readonly functions: IPollFunctions;
  readonly settings: TriggerSettings;
}

async function sample(poll: Poll): Promise<INodeExecutionData[]> {
  const { functions, settings, connection } = poll;
  const filter = createFilter(poll, settings);
  return itemsOf(poll, await latestOf(connection, settings, filter, functions.getNode()));
}

async function pollOnce(poll: Poll, account: string): Promise<INodeExecutionData[]> {
  const { functions, settings, connection } = poll;
  const { begin, conversations, quietSeconds } = settings;
  const scope = { conversations, all: conversations.length === 0 };
  const before = readState(functions);
  if (!goesOn(poll, before, account)) {
    const { cursor } = await connection.poll(undefined, scope);
    const { version = 0, memory } = before;
    replaceState(functions, before, { cursor, account, begin, version, ...(memory ? { memory } : {}) });
    return [];
  }
  const budget = 'getPollBudgetMs' in functions ? functions.getPollBudgetMs() : USUAL_BUDGET_MS;
  const { cursor, events, passed } = await readOn(connection, before, {
    scope,
    quietSeconds,
    filter: createFilter(poll, settings),
    deadline: Date.now() + SHARE * budget,
    onCut: (reason) => {
      const why = reason instanceof Error ? reason.message : String(reason);
      functions.logger.warn(`A poll ended early, and the next one goes on from there: ${why}`);
    },
  });
  const items = await itemsOf(poll, events, passed);
  const keys = [...passed].map(({ key }) => key);
  if (cursor === before.cursor && keys.length === 0) return [];
  if (replaceState(functions, before, withSeen({ ...before, cursor }, keys))) return items;
  functions.logger.debug('Another poll has handed on the same meanwhile');
  return [];
}

/** Whether what is remembered is of this account, and still wanted. */
function goesOn(
  { functions, settings }: Poll,
  { cursor, account, begin }: TriggerState,
  now: string,
): boolean {
  if (cursor === undefined) return false;
  if ((begin ?? '') !== settings.begin) return false;
  if (account === now) return true;
  functions.logger.warn(
    'The credential is of another account now: the trigger begins with what comes from now on',
  );
  return false;
}

/** The items of what passed; with grouping on, what one person wrote in a row is one of them. */
export async function itemsOf(
  parts: ItemParts,
  events: readonly ParleyEvent[],
  passed: ReadonlySet<ParleyEvent> = new Set(events),
): Promise<TriggerItem[]> {
  const bursts = parts.settings.quietSeconds > 0 ? burstsOf(events) : events.map((event) => [event]);
  const items: TriggerItem[] = [];
  for (const burst of bursts) {
    const [first, ...others] = burst.filter((event) => passed.has(event));
    if (first) items.push(await itemOf(parts, [first, ...others]));
  }
  return items;
}

/** Stands for the site and the user, or the line, of the credential; secrets may change. */
async function accountOf<C extends Connection>(
  core: Core,
  functions: IPollFunctions,
  system: System<C>,
): Promise<string> {
  const given = system.settings(await functions.getCredentials(system.credential));
  const settings: unknown = system.platform(core).settings.parse(given);
  const names = JSON.stringify(settings, ['url', 'user', 'line', 'guest', 'id']);
  return shortOf(names.replaceAll(/\/+"/g, '"'));
}

function pollErrorOf(
  core: Core,
  functions: IPollFunctions,
  error: unknown,
  secrets: readonly string[] | undefined,
): NodeApiError | NodeOperationError {
  const node = functions.getNode();
  const shown = nodeErrorOf(core, node, error, 0, secrets);
  if (!(error instanceof core.ServiceError)) return shown;
  if (/forget the cursor/i.test(error.advice)) {
    shown.description =
      'The trigger cannot go on from where it stood. Write another text into its option “Begin Anew” and publish the workflow: it goes on with what comes from then on. What came in between has to be looked up with the node of this service.';
  }
  if (error.kind === 'rate-limited' && shown instanceof NodeApiError) {
    const { retryAfterMs } = error;
    shown.failure = { cause: 'rate-limited', ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  }
  return shown;
}
