import type { INodeExecutionData, INodeProperties, IPollFunctions } from 'n8n-workflow';
import type { Connection } from '../../../src/index.ts';
import { loadCore } from '../core.ts';
import type { Connected, System } from '../system.ts';
import { connect } from '../system.ts';
import { accountOf } from './account.ts';
import type { TriggerSettings, TriggerState } from './contract.ts';
import { createFilter } from './filter.ts';
import { itemsOf } from './items.ts';
import { pollErrorOf } from './poll-errors.ts';
import { readOn } from './reading-on.ts';
import { latestOf } from './sample.ts';
import { triggerSettings } from './settings.ts';
import { begunSignals, wantsSignals } from './signals.ts';
import { readState, replaceState, withSeen } from './state.ts';

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
    const items = await pollOnce(poll, await accountOf(functions, system));
    return items.length === 0 ? null : [items];
  } catch (error) {
    throw pollErrorOf(core, functions.getNode(), error, connected?.connection.secrets);
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
  const withSignals = wantsSignals(settings.events);
  const scope = { conversations, all: conversations.length === 0 };
  const before = readState(functions);
  if (!goesOn(poll, before, account)) {
    const { cursor } = await connection.poll(undefined, scope);
    const { version = 0, memory } = before;
    replaceState(functions, before, { cursor, account, begin, version, ...(memory ? { memory } : {}) });
    return [];
  }
  const budget = 'getPollBudgetMs' in functions ? functions.getPollBudgetMs() : USUAL_BUDGET_MS;
  const reading = await readOn(connection, before, {
    scope: { ...scope, signals: withSignals },
    quietSeconds,
    filter: createFilter(poll, settings),
    deadline: Date.now() + SHARE * budget,
    onCut: (reason) => {
      const why = reason instanceof Error ? reason.message : String(reason);
      functions.logger.warn(`A poll ended early, and the next one goes on from there: ${why}`);
    },
  });
  const { cursor, events, passed } = reading;
  const { items, names } = begunSignals(before, reading);
  items.unshift(...(await itemsOf(poll, events, passed)));
  const after = { ...before, cursor, ...(withSignals ? { signals: names } : {}) };
  const keys = [...passed].map(({ key }) => key);
  if (keys.length === 0 && JSON.stringify(after) === JSON.stringify(before)) return [];
  if (replaceState(functions, before, withSeen(after, keys))) return items;
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
