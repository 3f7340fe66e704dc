import { setTimeout as sleep } from 'node:timers/promises';
import { withFloor } from './floor-process.ts';
import { chatName, latencies, nextSequence } from './load.ts';
import type { Latency } from './measures.ts';
import { summary } from './measures.ts';
import type { LeanModel } from './model-service.ts';
import { startLeanModel } from './model-service.ts';
import type { Durations } from './options.ts';
import type { Parley } from './parley.ts';
import { createBotHome } from './parley.ts';
import { mean } from './percentile.ts';
import { openSender } from './sender.ts';
import type { LeanService } from './service.ts';

/** Questions go over so many chats, so many a second. */
const CHATS = Array.from({ length: 16 }, (_, index) => index);
const PER_SECOND = 20;
const ANSWERED_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 2;

/** What a bot adds to the time that the model takes. */
export interface BotOverhead {
  /** From the moment a person has written to the arrival of the whole request at the model. */
  readonly toModel: Latency;
  /** From the moment the model has answered to the arrival of the answer at the service. */
  readonly toPost: Latency;
  /** What either does on disk and over the network and nothing else: one commit, one call. */
  readonly floor: Latency;
}

interface Times {
  writtenAt: number;
  askedAt?: number;
  answeredAt?: number;
  postedAt?: number;
}

/** The overhead of a bot without its model, and the floor of the same pace before and after it. */
export async function measureBot(service: LeanService, durations: Durations): Promise<BotOverhead> {
  const floor = (): Promise<Latency> =>
    withFloor(service, async (relay) => {
      await latencies(service, relay, CHATS, PER_SECOND, durations.warmUpMs);
      return summary(await latencies(service, relay, CHATS, PER_SECOND, durations.latencyMs));
    });
  const before = await floor();
  const model = await startLeanModel();
  const home = await createBotHome(service, model.url);
  const parley = await home.start();
  try {
    await consult(service, model, parley, durations.warmUpMs);
    const times = await consult(service, model, parley, durations.latencyMs);
    const after = await floor();
    return {
      toModel: summary(times.map(({ writtenAt, askedAt = Number.NaN }) => askedAt - writtenAt)),
      toPost: summary(
        times.map(({ answeredAt = Number.NaN, postedAt = Number.NaN }) => postedAt - answeredAt),
      ),
      floor: { p50: mean([before.p50, after.p50]), p99: mean([before.p99, after.p99]) },
    };
  } finally {
    await parley.program.end('SIGTERM');
    await home.remove();
    await model.close();
  }
}

/** Asks at a steady pace for some time, and waits until all is answered. @throws when one is asked or answered twice */
async function consult(
  service: LeanService,
  model: LeanModel,
  parley: Parley,
  ms: number,
): Promise<readonly Times[]> {
  const all = new Map<number, Times>();
  let posted = 0;
  let repeated = 0;
  const stops = [
    model.onConsulted(({ sequence, askedAt, answeredAt }) => {
      const times = all.get(sequence);
      if (!times || times.askedAt !== undefined) repeated += 1;
      else Object.assign(times, { askedAt, answeredAt });
    }),
    service.onArrival(({ sequence, at }) => {
      const times = all.get(sequence);
      if (!times || times.postedAt !== undefined) repeated += 1;
      else {
        times.postedAt = at;
        posted += 1;
      }
    }),
  ];
  const senders = await Promise.all(CHATS.map(() => openSender(parley.hookUrl)));
  const calls = senders.map(() => Promise.resolve());
  const startedAt = performance.now();
  const total = Math.floor((ms * PER_SECOND) / 1_000);
  for (let index = 0; index < total; index += 1) {
    const waitMs = startedAt + (index * 1_000) / PER_SECOND - performance.now();
    if (waitMs > 0) await sleep(waitMs);
    const slot = index % senders.length;
    const sequence = nextSequence();
    all.set(sequence, { writtenAt: performance.now() });
    const body = service.write(chatName(slot), sequence);
    calls[slot] = (calls[slot] ?? Promise.resolve()).then(() => senders[slot]?.call(body));
  }
  await Promise.all(calls);
  const deadline = performance.now() + ANSWERED_WITHIN_MS;
  while (posted < total) {
    if (performance.now() > deadline)
      throw new Error(`Only ${String(posted)} of ${String(total)} questions were answered in time.`);
    await sleep(LOOK_EVERY_MS);
  }
  for (const stop of stops) stop();
  for (const sender of senders) sender.close();
  if (repeated > 0) throw new Error(`${String(repeated)} questions or answers came twice, or from nowhere.`);
  return [...all.values()];
}
