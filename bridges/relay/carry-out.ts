import { ServiceError } from '../../src/host/index.ts';
import { messageIdOf } from '../../src/model/index.ts';
import type { Connection } from '../../src/platforms/index.ts';
import type { Delivery, Journal, Link, Settlement } from '../journal/contract.ts';
import type { Outbox } from './outbox.ts';
import type { Plan, Step } from './plan.ts';

/** What is remembered of a delivery between its attempts. */
export interface Progress {
  /** Made once, so that every attempt says the same and a look-back finds what an earlier one sent. */
  plan?: Plan;
  /** Sends that are known to have arrived, in order. */
  links: Link[];
  /** Whether the next send may have arrived already. */
  uncertain: boolean;
  /** When the first attempt of the next send can have begun: Unix milliseconds. */
  since: number;
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

/** Records what became of an attempt. @throws {JournalFailure} */
export async function record(journal: Journal, settlement: Settlement): Promise<void> {
  try {
    await journal.settle(settlement);
  } catch (error) {
    throw new JournalFailure('the journal could not be written', { cause: error });
  }
}

/**
 * Carries out a plan from where `progress` stands and keeps `progress` up to date, so that the same plan can be
 * tried again after an error. A send whose outcome is unknown is looked for before it is repeated.
 * @returns the links that are not in the journal yet, and the copies that are gone
 * @throws {ServiceError} from the platform; {Stopping}; {JournalFailure}
 */
export async function carryOut(
  plan: Extract<Plan, { steps: readonly Step[] }>,
  delivery: Delivery,
  attempts: number,
  progress: Progress,
  context: CarryOutContext,
): Promise<Pick<Settlement, 'links' | 'unlinked'>> {
  const sends = plan.steps.filter((step) => step.do === 'send');
  const last = sends.at(-1);
  const unlinked: { place: Delivery['to']; copyId: string }[] = [];
  for (const step of plan.steps) {
    if (step.do !== 'send') {
      if (context.signal.aborted) throw new Stopping();
      await inTurn(context, () => change(step, delivery.to.conversation, context.target));
      if (step.do === 'delete') unlinked.push({ place: delivery.to, copyId: step.copyId });
      continue;
    }
    if (progress.links.some((link) => link.part === step.index)) continue;
    const link: Link = {
      from: delivery.from,
      messageId: messageIdOf(delivery.event),
      to: delivery.to,
      copyId: await sendOnce(step, delivery, progress, context),
      part: step.index,
      kind: step.kind,
    };
    progress.links.push(link);
    if (step === last) return { links: [link], unlinked };
    await record(context.journal, { delivery, state: 'waiting', attempts, links: [link] });
  }
  return { unlinked };
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
  conversation: string,
  target: Connection,
): Promise<void> {
  switch (step.do) {
    case 'edit':
      await target.edit?.(conversation, step.copyId, step.part);
      break;
    case 'delete':
      await target.delete?.(conversation, step.copyId);
      break;
    case 'react':
      await target.react?.(conversation, step.copyId, step.emoji);
      break;
    case 'unreact':
      await target.unreact?.(conversation, step.copyId, step.emoji);
      break;
  }
}
