import type { IHookFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { Connection } from '../../../src/index.ts';
import type { Core } from '../core.ts';
import { loadCore } from '../core.ts';
import { nodeErrorOf } from '../errors.ts';
import { connect } from '../system.ts';
import type { TriggerSettings, TriggerState } from './contract.ts';
import { accountOf } from './account.ts';
import { triggerSettings } from './settings.ts';
import { readState } from './state.ts';
import type { Turn } from './turns.ts';
import { turns } from './turns.ts';
import { gatherings } from './webhook-gathering.ts';
import type { WebhookSource } from './webhook.ts';
import { mustBeReachable } from './webhook-reach.ts';
import { goneOn, memoryOf, standingAt, triggerKey, writeState } from './webhook-state.ts';

const PATIENCE_MS = 15_000;
/**
 * A trigger that was away no longer than this goes on where it stood, milliseconds: publishing a change takes the
 * webhook away for a moment. After a longer time it begins with what comes from then on.
 */
const SHORT_MS = 600_000;
/** In the memory: the workflow that it is of, when its webhook was taken away, and the address of a test run. */
const OWNER = 'workflow';
const STOPPED = 'stoppedAt';
const TEST_URL = 'testUrl';

/** The webhook of a trigger as its service has it. */
export interface Hook<C extends Connection = Connection> {
  readonly functions: IHookFunctions;
  readonly settings: TriggerSettings;
  readonly core: Core;
  readonly connection: C;
  /** The address that n8n has for it. */
  readonly url: string;
  readonly isTest: boolean;
  /** Of the trigger; that of a test run is another one. */
  readonly memory: ReturnType<typeof memoryOf>;
}

/** How a service is made to call n8n, and not to any more. All of them may be repeated. */
export interface HookCare<C extends Connection> {
  isRegistered(hook: Hook<C>): Promise<boolean>;
  register(hook: Hook<C>): Promise<void>;
  /** Leaves alone what is not ours. What is gone already is a success. */
  unregister(hook: Hook<C>): Promise<void>;
}

/** What `webhookMethods` of a trigger do. */
export interface HookMethods {
  checkExists(functions: IHookFunctions): Promise<boolean>;
  create(functions: IHookFunctions): Promise<boolean>;
  delete(functions: IHookFunctions): Promise<boolean>;
}

export function hookMethods<C extends Connection>(source: WebhookSource<C>, care: HookCare<C>): HookMethods {
  return {
    checkExists: (functions) =>
      withHook(functions, source, false, async (hook) => {
        // A test run makes its own webhook each time; another workflow's memory is none.
        return !hook.isTest && (await goesOn(hook, source)) && (await care.isRegistered(hook));
      }),
    create: (functions) =>
      withHook(functions, source, true, async (hook, before) => {
        const { isTest, memory, url } = hook;
        if (isTest) {
          await care.register(hook);
          memory.values[TEST_URL] = url;
          return true;
        }
        // Where the feed stands comes first: what happens from now on is told by the webhook, or found by a poll.
        const state = await baseline(hook, source, before);
        await care.register(hook);
        memory.values[OWNER] = ownerOf(functions);
        memory.values[STOPPED] = '';
        return state;
      }),
    delete: (functions) =>
      withHook(functions, source, true, async (hook) => {
        await care.unregister(hook);
        const { isTest, memory } = hook;
        if (isTest) memory.values[TEST_URL] = '';
        else memory.values[STOPPED] = String(Date.now());
        return true;
      }),
  };
}

/** Connects for one method, in its turn among the calls, and writes what is remembered afterwards. */
async function withHook<C extends Connection>(
  functions: IHookFunctions,
  source: WebhookSource<C>,
  isWriting: boolean,
  work: (hook: Hook<C>, before: TriggerState) => Promise<boolean | TriggerState>,
): Promise<boolean> {
  const core = await loadCore();
  const node = functions.getNode();
  const url = functions.getNodeWebhookUrl('default');
  if (url === undefined) throw new NodeOperationError(node, 'n8n has no webhook address for this trigger');
  let turn: Turn | undefined;
  let secrets: readonly string[] | undefined;
  try {
    const stored = ownState(functions, readState(functions));
    const isTest = functions.getMode() === 'manual' || stored.memory?.[TEST_URL] === url;
    if (isWriting && !isTest) {
      gatherings.hurry(triggerKey(functions));
      turn = await turns.take(triggerKey(functions));
    }
    const before = ownState(functions, turn?.newest(stored) ?? stored);
    const memory = memoryOf(before, isTest);
    const { connection } = await connect(functions, source.system, { patienceMs: PATIENCE_MS, memory });
    ({ secrets } = connection);
    const settings = triggerSettings(functions, source.fields);
    const result = await work({ functions, settings, core, connection, url, isTest, memory }, before);
    if (!isWriting) return result === true;
    const { version = 0 } = before;
    const state = {
      ...(typeof result === 'object' ? result : before),
      memory: memory.values,
      version: version + 1,
    };
    writeState(functions, state);
    turn?.keep(state);
    return true;
  } catch (error) {
    throw nodeErrorOf(core, node, error, 0, secrets);
  } finally {
    turn?.end();
  }
}

/** Where the feed goes on: where it stood a moment ago, else now. */
async function baseline<C extends Connection>(
  hook: Hook<C>,
  source: WebhookSource<C>,
  before: TriggerState,
): Promise<TriggerState> {
  const { functions, connection, core, settings, url } = hook;
  const { url: service } = source.system.settings(await functions.getCredentials(source.system.credential));
  mustBeReachable(functions.getNode(), url, typeof service === 'string' ? service : undefined);
  const account = await accountOf(functions, source.system);
  const state = goneOn(before, { account, begin: settings.begin });
  const stoppedAt = Number(before.memory?.[STOPPED] || Date.now());
  if (state.cursor !== undefined && Date.now() - stoppedAt <= SHORT_MS) return state;
  const scope = { conversations: settings.conversations, all: true };
  const [first] = await Promise.allSettled([connection.poll(undefined, scope)]);
  if (first.status === 'fulfilled') return { ...state, cursor: first.value.cursor };
  const reason: unknown = first.reason;
  if (!(reason instanceof core.ServiceError) || reason.kind !== 'permission') throw reason;
  functions.logger.warn(`What is missed while n8n is away stays unknown: ${reason.message}`);
  return standingAt(state, undefined);
}

async function goesOn<C extends Connection>(
  { functions, settings }: Hook<C>,
  source: WebhookSource<C>,
): Promise<boolean> {
  const state = ownState(functions, readState(functions));
  const now = { account: await accountOf(functions, source.system), begin: settings.begin };
  return state.cursor !== undefined && goneOn(state, now) === state;
}

/** A workflow that was copied with what it remembers must not take the webhook of the first one for its own. */
function ownState(functions: IHookFunctions, state: TriggerState): TriggerState {
  const owner = state.memory?.[OWNER];
  if (owner === undefined || owner === ownerOf(functions)) return state;
  return { ...(state.version === undefined ? {} : { version: state.version }) };
}

function ownerOf(functions: IHookFunctions): string {
  return triggerKey(functions);
}
