import { retryDecision, ServiceError } from '../../src/host/index.ts';
import { messageIdOf } from '../../src/model/index.ts';
import type { Connection } from '../../src/platforms/index.ts';
import type { Delivery, Journal, Link, Settlement } from '../journal/contract.ts';
import type { Outbox } from './outbox.ts';
import type { Plan, Step } from './steps.ts';

/** What is remembered of a delivery between its attempts. */
export interface Progress {
  /** Made once, so that every attempt says the same and a look-back finds what an earlier one sent. */
  plan?: Plan;
  /** Sends that are known to have arrived, in order. */
  links: Link[];
  /** What is not in the journal yet: copies that were made, and copies that are gone. */
  unrecorded: { links: Link[]; unlinked: { place: Delivery['to']; copyId: string }[] };
  /** Whether the next send may have arrived already. */
  uncertain: boolean;
  /** When the first attempt of the next send can have begun: Unix milliseconds. */
  since: number;
  /** The service does not have this reaction: words stand for it. */
  inWords: boolean;
  /** How the last unknown outcome was cleared up. */
  recognised?: 'found' | 'absent';
}

export interface CarryOutContext {
  readonly journal: Journal;
  readonly target: Connection;
  readonly outbox: Outbox;
  readonly signal: AbortSignal;
  /** Waits until the conversation may be sent to again. */
  pace(): Promise<void>;
  now(): number;
}

/** Thrown between two steps when the daemon is stopping. */
export class Stopping extends Error {}

/** The journal failed, which is never a reason to try the delivery again. */
export class JournalFailure extends Error {}

/** Records what became of an attempt, and all that was not recorded yet. @throws {JournalFailure} */
export async function record(journal: Journal, progress: Progress, settlement: Settlement): Promise<void> {
  const { links, unlinked } = progress.unrecorded;
  progress.unrecorded = { links: [], unlinked: [] };
  const draft = progress.plan && 'steps' in progress.plan ? progress.plan.draft : undefined;
  // Of what ended well, or never began, nothing has to be found again.
  const mayBeThere = progress.uncertain || progress.links.length > 0;
  const isKept = settlement.state === 'waiting' || (settlement.state === 'failed' && mayBeThere);
  try {
    await journal.settle({
      ...settlement,
      ...(draft && isKept ? { draft } : {}),
      ...(links.length > 0 ? { links } : {}),
      ...(unlinked.length > 0 ? { unlinked } : {}),
    });
  } catch (error) {
    throw new JournalFailure('the journal could not be written', { cause: error });
  }
}

/**
 * Carries out steps from where `progress` stands and keeps `progress` up to date, so that the same steps can be tried
 * again after an error. A send whose outcome is unknown is looked for before it is repeated. The copy that was made
 * last is left to be recorded together with the end of the delivery, all earlier ones are in the journal.
 * @throws {ServiceError} from the platform; {Stopping}; {JournalFailure}
 */
export async function carryOut(
  steps: readonly Step[],
  delivery: Delivery,
  attempts: number,
  progress: Progress,
  context: CarryOutContext,
): Promise<void> {
  for (const step of steps) {
    if (isThere(step, progress)) continue;
    if (progress.unrecorded.links.length > 0) {
      await record(context.journal, progress, { delivery, state: 'waiting', attempts });
    }
    const { uncertain, since } = progress;
    const instead = 'otherwise' in step ? (step.otherwise ?? []) : [];
    const wasRefused = instead.some((one) => isThere(one, progress));
    if (!wasRefused && (await isTaken(step, delivery, progress, context))) continue;
    if (step.do === 'react') progress.inWords = true;
    // An earlier process may have come as far as this, too.
    if (uncertain) Object.assign(progress, { uncertain, since });
    await carryOut(instead, delivery, attempts, progress, context);
  }
}

function isThere(step: Step, { links }: Progress): boolean {
  return step.do === 'send' && links.some(({ part }) => part === step.index);
}

/** Does one step. @returns false where the service refuses it for good and something else is to be done */
async function isTaken(
  step: Step,
  delivery: Delivery,
  progress: Progress,
  context: CarryOutContext,
): Promise<boolean> {
  try {
    if (step.do === 'send') await sendLinked(step, delivery, progress, context);
    else await change(step, delivery, progress, context);
    return true;
  } catch (error) {
    if (!('otherwise' in step) || !step.otherwise || !isRefused(step, error)) throw error;
    return false;
  }
}

/** Whether the service has said for good that it does not take what a step holds. */
function isRefused(step: Step, error: unknown): boolean {
  if (!(error instanceof ServiceError) || error.outcome === 'unknown') return false;
  return step.do === 'react' ? error.kind === 'unsupported' : retryDecision(error.kind) === 'fail';
}

async function sendLinked(
  step: Extract<Step, { do: 'send' }>,
  delivery: Delivery,
  progress: Progress,
  context: CarryOutContext,
): Promise<void> {
  const link: Link = {
    from: delivery.from,
    messageId: messageIdOf(delivery.event),
    to: delivery.to,
    copyId: await sendOnce(step, delivery, progress, context),
    part: step.index,
    kind: step.kind,
  };
  progress.links.push(link);
  progress.unrecorded.links.push(link);
}

/** @returns the id of the copy, empty where the service does not tell it */
async function sendOnce(
  step: Extract<Step, { do: 'send' }>,
  delivery: Delivery,
  progress: Progress,
  context: CarryOutContext,
): Promise<string> {
  const { target, journal } = context;
  const { conversation } = delivery.to;
  if (progress.uncertain) {
    const known = await journal.recentCopies(delivery.to);
    const found = await target.findSent(conversation, step.part, {
      since: progress.since,
      isKnown: (id) => known.has(id),
    });
    progress.uncertain = false;
    progress.recognised = found ? 'found' : 'absent';
    if (found) return found.id ?? '';
  }
  await context.pace();
  if (context.signal.aborted) throw new Stopping();
  progress.since = context.now();
  try {
    const sent = await inTurn(context, () => target.send(conversation, step.part));
    return sent.id ?? '';
  } catch (error) {
    // An error that is not the service's is a fault of ours, after which nothing is certain either.
    progress.uncertain = !(error instanceof ServiceError) || error.outcome === 'unknown';
    throw error;
  }
}

/** Waits for the account's limits, but not while the daemon is stopping. @throws {Stopping} when nothing was called */
async function inTurn<T>({ outbox, signal }: CarryOutContext, call: () => Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const leave = (): void => {
      reject(new Stopping());
    };
    signal.addEventListener('abort', leave, { once: true });
    outbox
      .run(async () => {
        signal.removeEventListener('abort', leave);
        if (signal.aborted) throw new Stopping();
        return call();
      })
      .then(resolve, reject);
  });
}

async function change(
  step: Exclude<Step, { do: 'send' }>,
  { to }: Delivery,
  progress: Progress,
  context: CarryOutContext,
): Promise<void> {
  const { target, signal } = context;
  if (signal.aborted) throw new Stopping();
  await inTurn(context, async () => {
    switch (step.do) {
      case 'edit':
        return target.edit?.(to.conversation, step.copyId, step.part);
      case 'delete':
        return target.delete?.(to.conversation, step.copyId);
      case 'react':
        return target.react?.(to.conversation, step.copyId, step.emoji);
      case 'unreact':
        return target.unreact?.(to.conversation, step.copyId, step.emoji).catch(unlessUnsupported);
    }
  });
  if (step.do === 'delete') progress.unrecorded.unlinked.push({ place: to, copyId: step.copyId });
}

/** What a service does not have need not be taken away. */
function unlessUnsupported(error: unknown): void {
  if (!(error instanceof ServiceError) || error.kind !== 'unsupported') throw error;
}
