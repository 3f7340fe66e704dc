import type { SteppedClock } from '../kit/index.ts';
import type { Ids } from './ids.ts';
import type { Line } from './model.ts';

const MAX_ATTEMPTS = 3;
/** Items that are kept; the oldest go first. */
const KEPT = 20_000;

export interface OutboxItem {
  readonly id: string;
  readonly lineId: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly createdAt: number;
  status: 'pending' | 'claimed' | 'sent' | 'failed';
  completedAt: number | null;
  error: string | null;
  attempts: number;
}

interface Job {
  readonly item: OutboxItem;
  /** What Apple does once it has it. */
  readonly carryOut: (item: OutboxItem) => void;
}

/** What waits to go out: line by line in the order of acceptance, `pending`, `claimed`, then `sent` or `failed`. */
export class Outbox {
  readonly #clock: SteppedClock;
  readonly #ids: Ids;
  readonly #delayMs: number;
  readonly #items = new Map<string, OutboxItem>();
  readonly #waiting = new Map<string, Job[]>();
  readonly #working = new Set<string>();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #failures: string[] = [];
  #isHeld = false;

  /** @param delayMs from acceptance to the end of an item that waits for no other */
  constructor(clock: SteppedClock, ids: Ids, delayMs: number) {
    this.#clock = clock;
    this.#ids = ids;
    this.#delayMs = delayMs;
  }

  add(line: Line, payload: Readonly<Record<string, unknown>>, carryOut: Job['carryOut']): OutboxItem {
    const item: OutboxItem = {
      id: this.#ids.next('obx'),
      lineId: line.id,
      payload,
      createdAt: this.#clock.now(),
      status: 'pending',
      completedAt: null,
      error: null,
      attempts: 0,
    };
    this.#items.set(item.id, item);
    const [oldest] = this.#items.keys();
    if (this.#items.size > KEPT && oldest !== undefined) this.#items.delete(oldest);
    const jobs = this.#waiting.get(line.id) ?? [];
    this.#waiting.set(line.id, jobs);
    jobs.push({ item, carryOut });
    this.#work(line.id);
    return item;
  }

  get(id: string): OutboxItem | undefined {
    return this.#items.get(id);
  }

  /** The next item that would have been sent fails for this reason instead. */
  failNext(error: string): void {
    this.#failures.push(error);
  }

  /** The Mac behind the lines is away: everything stays pending until it is let go. */
  hold(isHeld: boolean): void {
    this.#isHeld = isHeld;
    for (const lineId of this.#waiting.keys()) this.#work(lineId);
  }

  close(): void {
    this.#isHeld = true;
    for (const timer of this.#timers) clearTimeout(timer);
  }

  /** Does one item of a line after the other. */
  #work(lineId: string): void {
    if (this.#isHeld || this.#working.has(lineId)) return;
    const job = this.#waiting.get(lineId)?.[0];
    if (!job) return;
    this.#working.add(lineId);
    this.#after(this.#delayMs / 2, () => {
      job.item.status = 'claimed';
      job.item.attempts = 1;
      this.#after(this.#delayMs / 2, () => {
        this.#waiting.get(lineId)?.shift();
        this.#working.delete(lineId);
        this.#complete(job);
        this.#work(lineId);
      });
    });
  }

  #complete({ item, carryOut }: Job): void {
    item.completedAt = this.#clock.now();
    const error = this.#failures.shift();
    if (error === undefined) {
      item.status = 'sent';
      carryOut(item);
      return;
    }
    item.status = 'failed';
    item.error = error;
    item.attempts = MAX_ATTEMPTS;
  }

  #after(ms: number, run: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      run();
    }, ms);
    this.#timers.add(timer);
  }
}

/** What a write is answered with: not sent yet, only accepted. */
export function accepted({ id, status }: OutboxItem): Record<string, unknown> {
  return { id, status };
}

export function outboxToWire(item: OutboxItem): Record<string, unknown> {
  return {
    id: item.id,
    line_id: item.lineId,
    status: item.status,
    payload: item.payload,
    completed_at: item.completedAt,
    error: item.error,
    attempts: item.attempts,
    max_attempts: MAX_ATTEMPTS,
    created_at: item.createdAt,
  };
}
