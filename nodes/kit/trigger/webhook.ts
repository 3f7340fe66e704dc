import type { INodeProperties, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import type { Connection, ParleyEvent, WebhookRequest } from '../../../src/index.ts';
import type { Core } from '../core.ts';
import { loadCore } from '../core.ts';
import { nodeErrorOf } from '../errors.ts';
import type { System } from '../system.ts';
import { connect } from '../system.ts';
import type { TriggerItem, TriggerSettings, TriggerState } from './contract.ts';
import { createFilter } from './filter.ts';
import { accountOf } from './account.ts';
import { itemsOf } from './items.ts';
import { triggerSettings } from './settings.ts';
import { readState } from './state.ts';
import { turns } from './turns.ts';
import { Answer } from './webhook-answer.ts';
import { callShare } from './webhook-calls.ts';
import { gatherings, hasMessage } from './webhook-gathering.ts';
import type { Delivery } from './webhook-intake.ts';
import { takeIn } from './webhook-intake.ts';
import { goneOn, memoryOf, triggerKey, writeState } from './webhook-state.ts';

/** Services wait some seconds for an answer; a call that takes longer is answered that it should be made again. */
const ANSWER_MS = 8_000;
/** A service that asks for patience gets it at the next delivery: milliseconds. */
const PATIENCE_MS = 2_000;
/** Largest body of a call, bytes: a message with everything in it has some thousand. */
const MAX_BODY_BYTES = 1024 * 1024;

/** n8n saves what the trigger remembers within this time after a call, milliseconds. */
const SAVED_MS = 20;

const RECEIVED = 'Received';

/** What webhook triggers differ in. */
export interface WebhookSource<C extends Connection = Connection> {
  readonly system: System<C>;
  readonly fields: readonly INodeProperties[];
  /** Which share of the calls of an hour the connection has not used, 1 to 0, where the service counts them. */
  callsLeft?(connection: C): number;
}

interface Incoming<C extends Connection> {
  readonly functions: IWebhookFunctions;
  readonly source: WebhookSource<C>;
  readonly settings: TriggerSettings;
  readonly core: Core;
  readonly connection: C;
  readonly delivery: Delivery;
}

/**
 * One call of a trigger's webhook: checked, told apart from repeats, completed by what was missed before it, and handed
 * on. The service gets its 200 when n8n has saved what the trigger remembers; when reading takes too long, it is told
 * to call again, and the call goes on all the same. A test run hands on the one event, and changes nothing.
 */
export async function webhookTrigger<C extends Connection>(
  functions: IWebhookFunctions,
  source: WebhookSource<C>,
): Promise<IWebhookResponseData> {
  const core = await loadCore();
  const isTest = functions.getMode() === 'manual';
  const settings = triggerSettings(functions, source.fields);
  const request = await requestOf(functions);
  const answer = new Answer(functions);
  if (request.body.length > MAX_BODY_BYTES) return refused(functions, answer, 413, 'The body is too large.');
  const known = turns.newest(triggerKey(functions), readState(functions));
  let secrets: readonly string[] | undefined;
  try {
    const memory = memoryOf(isTest ? readState(functions) : known, isTest);
    const { connection } = await connect(functions, source.system, { patienceMs: PATIENCE_MS, memory });
    ({ secrets } = connection);
    const told = connection.webhook?.receive(request, undefined).events ?? [];
    const call = { functions, source, settings, core, connection, delivery: { request, told } };
    if (isTest) return responseOf(await handOn(call, told), answer);
    return told.length === 0 ? {} : await takeTurn(call, answer);
  } catch (error) {
    if (error instanceof core.WebhookRefused)
      return refused(functions, answer, error.status, core.redact(error.message, secrets ?? []));
    throw nodeErrorOf(core, functions.getNode(), error, 0, secrets);
  }
}

/** The calls of a trigger come one after the other, except those that only add to what waits. */
async function takeTurn<C extends Connection>(
  call: Incoming<C>,
  answer: Answer,
): Promise<IWebhookResponseData> {
  const { functions, settings, delivery } = call;
  const key = triggerKey(functions);
  if (gatherings.join(key, delivery)) {
    answer.give(200, RECEIVED);
    return { noWebhookResponse: true };
  }
  const gathering =
    settings.quietSeconds > 0 && hasMessage(delivery) ? gatherings.open(key, delivery) : undefined;
  if (gathering) answer.give(200, RECEIVED);
  else answer.giveLater(ANSWER_MS, 503, 'Still reading what came before. Send again later.');
  const turn = await turns.take(key);
  try {
    const deliveries = gathering ? await gathering.whenQuiet(settings.quietSeconds * 1000) : [delivery];
    const before = turn.newest(readState(functions));
    const taken = await takeAllIn(call, deliveries, before);
    const items = await handOn(call, taken.events);
    if (taken.hasChanged) {
      const state = { ...taken.state, version: (before.version ?? 0) + 1 };
      writeState(functions, state);
      turn.keep(state);
    }
    answer.done();
    // n8n 2.41 starts the execution before it saves the static data, and by that forgets that they have changed. It
    // saves them first where the trigger answers for itself.
    if (items.length > 0) answer.giveAfter(SAVED_MS, 200, RECEIVED);
    answer.afterwards((hasFailed) => {
      if (hasFailed) turn.forget();
      turn.end();
    });
    return responseOf(items, answer);
  } catch (error) {
    answer.done();
    turn.end();
    throw nodeErrorOf(call.core, functions.getNode(), error, 0, call.connection.secrets);
  }
}

async function takeAllIn<C extends Connection>(
  { functions, source, settings, core, connection }: Incoming<C>,
  deliveries: readonly Delivery[],
  before: TriggerState,
): Promise<{ events: readonly ParleyEvent[]; state: TriggerState; hasChanged: boolean }> {
  const account = await accountOf(functions, source.system);
  let state = goneOn(before, { account, begin: settings.begin });
  const share = callShare(state.memory, () => source.callsLeft?.(connection) ?? 1, Date.now());
  const onBehind = (error: unknown): void => {
    const why = core.redact(error instanceof Error ? error.message : String(error), connection.secrets);
    functions.logger.warn(`What was missed could not be read, the next delivery tries again: ${why}`);
  };
  const mayPoll = (): boolean => share.isPlenty;
  const events: ParleyEvent[] = [];
  for (const delivery of deliveries) {
    const taken = await takeIn({ core, connection, settings, mayPoll, onBehind }, delivery, state);
    events.push(...taken.events);
    ({ state } = taken);
  }
  const hasChanged = events.length > 0 || state.cursor !== before.cursor || state.account !== before.account;
  if (source.callsLeft) state = { ...state, memory: share.added(state.memory) };
  return { events, state, hasChanged };
}

async function handOn<C extends Connection>(
  { functions, settings, core, connection }: Incoming<C>,
  events: readonly ParleyEvent[],
): Promise<TriggerItem[]> {
  const filter = createFilter({ core, connection }, settings);
  const passed = new Set<ParleyEvent>();
  for (const event of events) if (await filter(event)) passed.add(event);
  return itemsOf({ functions, settings, core, connection }, events, passed);
}

function responseOf(items: TriggerItem[], answer: Answer): IWebhookResponseData {
  return {
    ...(items.length === 0 ? {} : { workflowData: [items] }),
    ...(answer.isGiven ? { noWebhookResponse: true } : {}),
  };
}

function refused(
  functions: IWebhookFunctions,
  answer: Answer,
  status: number,
  why: string,
): IWebhookResponseData {
  functions.logger.warn(`A call of the webhook was refused: ${why}`);
  answer.give(status, why);
  return { noWebhookResponse: true };
}

async function requestOf(functions: IWebhookFunctions): Promise<WebhookRequest> {
  const request = functions.getRequestObject();
  await request.readRawBody();
  const headers = Object.entries(functions.getHeaderData()).map(([name, value]) => [
    name.toLowerCase(),
    Array.isArray(value) ? value[0] : value,
  ]);
  return { headers: Object.fromEntries(headers), body: request.rawBody };
}
