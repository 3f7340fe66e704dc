import { setTimeout as sleep } from 'node:timers/promises';
import type { Durations } from './options.ts';
import { openSender } from './sender.ts';
import type { Arrival, LeanService } from './service.ts';

/** What carries messages from the service's webhook to the service: Parley or the floor. */
export interface Relay {
  /** Where the service tells of what people write. */
  readonly hookUrl: string;
}

/** As many conversations as the busiest load has senders. */
export const CHATS = 64;
export const chatName = (index: number): string => `1555000${String(index).padStart(4, '0')}@c.us`;
const DRAIN_WITHIN_MS = 60_000;
/** Messages of one bench are numbered through, so that no copy is taken for another. */
let lastSequence = 0;

/** The number of the next message. */
export function nextSequence(): number {
  return (lastSequence += 1);
}

/** Counts copies as they arrive, and checks that each comes once and in order. */
class Arrivals {
  readonly at = new Map<number, number>();
  faults = 0;
  readonly #lastOf = new Map<string, number>();
  readonly stop: () => void;

  constructor(service: LeanService) {
    this.stop = service.onArrival((arrival) => {
      this.#take(arrival);
    });
  }

  #take({ sequence, chat, at }: Arrival): void {
    if (sequence <= (this.#lastOf.get(chat) ?? 0)) this.faults += 1;
    this.#lastOf.set(chat, sequence);
    this.at.set(sequence, at);
  }

  /** Waits until so many have arrived. @throws when that takes too long */
  async reach(count: number): Promise<void> {
    const deadline = performance.now() + DRAIN_WITHIN_MS;
    while (this.at.size < count) {
      if (performance.now() > deadline) {
        throw new Error(`Only ${String(this.at.size)} of ${String(count)} copies arrived in time.`);
      }
      await sleep(2);
    }
    if (this.faults > 0) throw new Error(`${String(this.faults)} copies came twice or out of order.`);
  }
}

/**
 * Messages a second that go all the way through: so many senders, each with a chat of its own and waiting for every
 * 200, for some time; the clock stops when the last copy has arrived.
 */
export async function throughput(service: LeanService, relay: Relay, senders: number, durations: Durations) {
  await flood(service, relay, senders, durations.warmUpMs);
  return flood(service, relay, senders, durations.throughputMs);
}

async function flood(service: LeanService, relay: Relay, senders: number, ms: number): Promise<number> {
  const arrivals = new Arrivals(service);
  const startedAt = performance.now();
  let count = 0;
  await Promise.all(
    Array.from({ length: senders }, async (_, index) => {
      const sender = await openSender(relay.hookUrl);
      while (performance.now() - startedAt < ms) {
        count += 1;
        await sender.call(service.write(chatName(index), nextSequence()));
      }
      sender.close();
    }),
  );
  await arrivals.reach(count);
  arrivals.stop();
  return (count * 1_000) / (Math.max(...arrivals.at.values()) - startedAt);
}

/** Sends a fixed number of messages as fast as a sender for each chat can; resolves when all are acknowledged. */
export async function fill(
  service: LeanService,
  relay: Relay,
  count: number,
  chats: readonly number[],
): Promise<void> {
  let left = count;
  await Promise.all(
    chats.map(async (index) => {
      const sender = await openSender(relay.hookUrl);
      while (left > 0) {
        left -= 1;
        await sender.call(service.write(chatName(index), nextSequence()));
      }
      sender.close();
    }),
  );
}

/** Messages that nobody tells the relay of: what was missed while it was away. */
export function writeMissed(service: LeanService, count: number): void {
  for (let index = 0; index < count; index += 1) service.write(chatName(index % CHATS), nextSequence());
}

/** Waits for so many copies while `work` runs, and gives the milliseconds from its start to the last of them. */
export async function arrivalOf(
  service: LeanService,
  count: number,
  work: () => Promise<void>,
): Promise<number> {
  const arrivals = new Arrivals(service);
  const startedAt = performance.now();
  await work();
  await arrivals.reach(count);
  arrivals.stop();
  return Math.max(...arrivals.at.values()) - startedAt;
}

/**
 * Milliseconds from the moment a person has written to the arrival of the copy, of messages at a steady pace over
 * some chats. The pace does not wait for answers, so a stall shows in every message that it holds up.
 */
export async function latencies(
  service: LeanService,
  relay: Relay,
  chats: readonly number[],
  perSecond: number,
  ms: number,
): Promise<number[]> {
  const arrivals = new Arrivals(service);
  const senders = await Promise.all(chats.map(() => openSender(relay.hookUrl)));
  const writtenAt = new Map<number, number>();
  const calls = senders.map(() => Promise.resolve());
  const startedAt = performance.now();
  const total = Math.floor((ms * perSecond) / 1_000);
  for (let index = 0; index < total; index += 1) {
    const waitMs = startedAt + (index * 1_000) / perSecond - performance.now();
    if (waitMs > 0) await sleep(waitMs);
    const slot = index % senders.length;
    const sequence = nextSequence();
    writtenAt.set(sequence, performance.now());
    const body = service.write(chatName(chats[slot] ?? 0), sequence);
    calls[slot] = (calls[slot] ?? Promise.resolve()).then(() => senders[slot]?.call(body));
  }
  await Promise.all(calls);
  await arrivals.reach(total);
  arrivals.stop();
  for (const sender of senders) sender.close();
  return [...writtenAt].map(([sequence, at]) => (arrivals.at.get(sequence) ?? Number.NaN) - at);
}
