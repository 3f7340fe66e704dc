import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceError, redact, retryDecision, retryDelayMs, RETRY_ATTEMPTS } from '../../src/host/index.ts';
import { messageIdOf } from '../../src/model/index.ts';
import type { Delivery, DeliveryState, Journal, Place, Settlement } from '../journal/contract.ts';
import type { Progress } from './carry-out.ts';
import { carryOut, JournalFailure, record, Stopping } from './carry-out.ts';
import type { Account, Happening, LaneStatus } from './contract.ts';
import type { LoopGuard } from './loop-guard.ts';
import type { Outbox } from './outbox.ts';
import type { Planner } from './planner.ts';

/** Deliveries of a lane held in memory; the others wait on disk. Few, so that a start with thousands waiting is quick. */
const IN_MEMORY = 32;

/** Before this attempt a file that cannot be fetched holds its message back; from it on, a note stands for it. */
const PATIENT_ATTEMPTS = 4;

export interface LaneContext {
  readonly journal: Journal;
  account(name: string): Account;
  readonly outbox: Outbox;
  readonly guard: LoopGuard;
  /** Whether anything is mirrored out of a place, so that a loop is possible. */
  isSource(place: Place): boolean;
  readonly plan: Planner;
  readonly signal: AbortSignal;
  tell(happening: Happening): void;
  /** The journal cannot write: nothing may go on. */
  fatal(error: unknown): void;
}

/** The ordered queue of one destination conversation: one delivery at a time, the next only when it is settled. */
export class Lane {
  readonly place: Place;
  readonly #context: LaneContext;
  #queue: Delivery[] = [];
  #onDisk: boolean;
  /** Whether the first delivery that was never tried may have been sent by an earlier process. */
  #uncertain: boolean;
  /** What was under way could not be recorded. Only the next process may go on, which looks for it first. */
  #broken = false;
  #running: Promise<void> | undefined;
  #blocked: string | undefined;
  #waiting: number;
  #underWay: PromiseWithResolvers<void> | undefined;
  #nextSendAt = 0;
  /** Newest delivery that was read from disk. One that is pushed after it was read must not run twice. */
  #newestRead = 0;

  /**
   * @param left how many deliveries an earlier process left on disk; the first of them may have been sent by it
   */
  constructor(place: Place, context: LaneContext, left: number) {
    this.place = place;
    this.#context = context;
    this.#waiting = left;
    this.#onDisk = left > 0;
    this.#uncertain = left > 0;
  }

  /** Adds a delivery that the journal has just stored. What was stored in the same moment may come in another order. */
  push(delivery: Delivery): void {
    if (delivery.id <= this.#newestRead) return;
    this.#waiting += 1;
    if (this.#onDisk || this.#queue.length >= IN_MEMORY) this.#onDisk = true;
    else this.#queue.splice(this.#queue.findLastIndex(({ id }) => id < delivery.id) + 1, 0, delivery);
    this.wake();
  }

  /** Looks for deliveries that somebody put back in line. */
  reload(count: number): void {
    this.#waiting = Math.max(this.#waiting, count);
    this.#onDisk = true;
    this.wake();
  }

  wake(): void {
    this.#running ??= this.#run();
  }

  /** Resolves when nothing is in flight any more. */
  async idle(): Promise<void> {
    await this.#running;
  }

  /** Ends when it is on disk what became of a copy that may be there by now; undefined when there is none. */
  underWay(): Promise<void> | undefined {
    return this.#underWay?.promise;
  }

  status(): LaneStatus {
    return {
      place: this.place,
      waiting: this.#waiting,
      ...(this.#blocked === undefined ? {} : { blocked: this.#blocked }),
    };
  }

  async #run(): Promise<void> {
    try {
      for (;;) {
        if (this.#broken || this.#context.signal.aborted) return;
        const delivery = await this.#next();
        if (!delivery) {
          // What was pushed since is seen now; what is pushed from here on starts a run of its own.
          if (this.#queue.length > 0 || this.#onDisk) continue;
          this.#running = undefined;
          return;
        }
        await this.#deliver(delivery);
        this.#waiting = Math.max(0, this.#waiting - 1);
      }
    } catch (error) {
      if (error instanceof Stopping) return;
      this.#broken = true;
      this.#context.fatal(error instanceof JournalFailure ? error.cause : error);
    }
  }

  async #next(): Promise<Delivery | undefined> {
    if (this.#queue.length === 0 && this.#onDisk) {
      // Settled deliveries are no longer waiting, so the oldest waiting one is the next.
      this.#onDisk = false;
      const loaded = await this.#context.journal.waiting(this.place, 0, IN_MEMORY);
      const pushedMeanwhile = this.#queue.filter((delivery) => !loaded.some(({ id }) => id === delivery.id));
      this.#onDisk ||= loaded.length === IN_MEMORY;
      this.#queue = this.#onDisk ? loaded : [...loaded, ...pushedMeanwhile];
      this.#newestRead = Math.max(this.#newestRead, loaded.at(-1)?.id ?? 0);
      if (this.#queue.length === 0) this.#waiting = 0;
    }
    return this.#queue.shift();
  }

  /** Tries a delivery until it is settled. @throws {Stopping} and the journal's errors */
  async #deliver(delivery: Delivery): Promise<void> {
    const { journal, signal } = this.#context;
    const uncertain = this.#uncertain || delivery.attempts > 0;
    // One that a person put back in line goes first, but it was not the one under way.
    if (delivery.attempts === 0) this.#uncertain = false;
    const progress: Progress = {
      links: uncertain ? await journal.linksOf(delivery) : [],
      unrecorded: { links: [], unlinked: [] },
      inWords: false,
      uncertain,
      since: delivery.receivedAt,
    };
    for (let attempt = 1, counted = 0; ; attempt += 1) {
      const attempts = delivery.attempts + attempt;
      try {
        await this.#attempt(delivery, attempts, attempt < PATIENT_ATTEMPTS, progress);
        this.#blocked = undefined;
        this.#arrived();
        return;
      } catch (error) {
        if (!progress.uncertain) this.#arrived();
        if (error instanceof Stopping || error instanceof JournalFailure) throw error;
        const kind = error instanceof ServiceError ? error.kind : 'protocol';
        const reason = this.#sentenceOf(error);
        const decision = retryDecision(kind);
        if (decision !== 'wait') counted += 1;
        if (decision === 'fail' || counted >= RETRY_ATTEMPTS) {
          await this.#settle({ delivery, state: 'failed', attempts, reason }, progress);
          this.#blocked = undefined;
          this.#arrived();
          return;
        }
        const retryAfterMs = error instanceof ServiceError ? error.retryAfterMs : undefined;
        const retryInMs = retryDelayMs(attempt, Math.random(), retryAfterMs);
        this.#blocked = reason;
        await record(journal, progress, { delivery, state: 'waiting', attempts, reason });
        this.#context.tell({ type: 'attempt-failed', delivery, reason, retryInMs });
        await pause(retryInMs, signal);
      }
    }
  }

  async #attempt(delivery: Delivery, attempts: number, patient: boolean, progress: Progress): Promise<void> {
    const { journal, outbox, signal, account } = this.#context;
    const plan = progress.plan ?? (await this.#context.plan(delivery, patient));
    if (!progress.plan && 'steps' in plan && plan.draft && plan.mayDiffer && plan.draft !== delivery.draft) {
      progress.plan = plan;
      // Before any of it is sent, so that the next process says the same.
      await record(journal, progress, { delivery, state: 'waiting', attempts: attempts - 1 });
    }
    progress.plan = plan;
    if ('skip' in plan) {
      await this.#settle({ delivery, state: 'skipped', attempts, reason: plan.skip }, progress);
      return;
    }
    this.#underWay ??= Promise.withResolvers();
    await carryOut(plan.steps, delivery, attempts, progress, {
      journal,
      target: account(this.place.account).connection,
      outbox,
      signal,
      now: () => Date.now(),
      pace: () => this.#pace(),
    });
    if (plan.said !== undefined && this.#context.isSource(this.place)) {
      this.#context.guard.copied(this.place, plan.said);
    }
    const reaction = plan.reaction && {
      ...plan.reaction,
      inWords: plan.reaction.inWords ?? progress.inWords,
    };
    await this.#settle({ delivery, state: 'done', attempts, ...(reaction ? { reaction } : {}) }, progress);
  }

  async #settle(settlement: Settlement & { state: DeliveryState }, progress: Progress): Promise<void> {
    await record(this.#context.journal, progress, settlement);
    const { delivery, state, reason } = settlement;
    this.#context.tell({
      type: 'settled',
      delivery,
      state,
      copies: progress.links.map((link) => link.copyId),
      ...(reason === undefined ? {} : { reason }),
      ...(progress.recognised === undefined ? {} : { recognised: progress.recognised }),
    });
  }

  #arrived(): void {
    this.#underWay?.resolve();
    this.#underWay = undefined;
  }

  async #pace(): Promise<void> {
    const gap = this.#context.outbox.conversationGapMs;
    if (gap === 0) return;
    const now = Date.now();
    await pause(this.#nextSendAt - now, this.#context.signal);
    this.#nextSendAt = Math.max(now, this.#nextSendAt) + gap;
  }

  #sentenceOf(error: unknown): string {
    const { secrets } = this.#context.account(this.place.account).connection;
    return redact(error instanceof Error ? error.message : String(error), secrets);
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms <= 0) return;
  try {
    await sleep(ms, undefined, { signal });
  } catch {
    throw new Stopping();
  }
}

/** For log lines. */
export function describeDelivery(delivery: Delivery): object {
  return {
    delivery: delivery.id,
    route: delivery.route,
    from: `${delivery.from.account}:${delivery.from.conversation}`,
    to: `${delivery.to.account}:${delivery.to.conversation}`,
    event: delivery.event.type,
    message: messageIdOf(delivery.event),
  };
}
