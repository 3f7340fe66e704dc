import { setTimeout as sleep } from 'node:timers/promises';
import { startSandbox } from '../bridges/sandbox/index.ts';
import { withFloor } from './floor-process.ts';
import type { Relay } from './load.ts';
import { CHATS, arrivalOf, chatName, fill, latencies, throughput, writeMissed } from './load.ts';
import type { Durations } from './options.ts';
import type { Home, Parley } from './parley.ts';
import { createHome } from './parley.ts';
import { mean, percentile } from './percentile.ts';
import type { LeanService } from './service.ts';

export const SENDERS = [1, 16, 64] as const;
const STEADY_PER_SECOND = 50;
const SETTLE_MS = 2_000;
const MEMORY_EVERY_MS = 50;
/** Messages that wait for the blocked conversation. */
const WAITING_BLOCKED = 100;
/** What the blocked conversation is told to wait, seconds. */
const BLOCKED_SECONDS = 30;
const chatsFrom = (first: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => first + index);
/** Over these the steady messages go. */
const STEADY_CHATS = chatsFrom(0, 16);

export interface Latency {
  readonly p50: number;
  readonly p99: number;
}

export const summary = (values: readonly number[]): Latency => ({
  p50: percentile(values, 50),
  p99: percentile(values, 99),
});

async function withParley<T>(
  service: LeanService,
  work: (parley: Parley, home: Home) => Promise<T>,
  accounts?: Parameters<typeof createHome>[1],
): Promise<T> {
  const home = await createHome(service, accounts);
  const parley = await home.start();
  try {
    return await work(parley, home);
  } finally {
    await parley.program.end('SIGTERM');
    await home.remove();
  }
}

/** Messages a second by number of senders; the floor before and after, because the machine is not alone. */
export async function measureThroughput(service: LeanService, durations: Durations) {
  const all = async (relay: Relay): Promise<number[]> => {
    const rates: number[] = [];
    for (const senders of SENDERS) rates.push(await throughput(service, relay, senders, durations));
    return rates;
  };
  const before = await withFloor(service, all);
  const relay = await withParley(service, all);
  const after = await withFloor(service, all);
  return SENDERS.map((senders, index) => ({
    senders,
    relay: relay[index] ?? Number.NaN,
    floor: mean([before[index] ?? Number.NaN, after[index] ?? Number.NaN]),
  }));
}

/** Latency at a steady pace, of Parley and of the floor. */
export async function measureLatency(service: LeanService, durations: Durations) {
  const steady = async (relay: Relay): Promise<Latency> => {
    await latencies(service, relay, STEADY_CHATS, STEADY_PER_SECOND, durations.warmUpMs);
    return summary(await latencies(service, relay, STEADY_CHATS, STEADY_PER_SECOND, durations.latencyMs));
  };
  const before = await withFloor(service, steady);
  const relay = await withParley(service, steady);
  const after = await withFloor(service, steady);
  return { relay, floor: { p50: mean([before.p50, after.p50]), p99: mean([before.p99, after.p99]) } };
}

/** Latency of all other conversations while one is refused with 429 and has messages waiting. */
export async function measureBlocked(service: LeanService, durations: Durations): Promise<Latency> {
  return withParley(service, async (parley) => {
    const blocked = CHATS - 1;
    await latencies(service, parley, STEADY_CHATS, STEADY_PER_SECOND, durations.warmUpMs);
    service.block(new Set([chatName(blocked)]), BLOCKED_SECONDS);
    await fill(service, parley, WAITING_BLOCKED, [blocked]);
    const others = await latencies(service, parley, STEADY_CHATS, STEADY_PER_SECOND, durations.blockedMs);
    service.unblock();
    return summary(others);
  });
}

/** From spawn to ready with deliveries waiting, killed before; then how fast the waiting ones go out. */
export async function measureStart(service: LeanService, durations: Durations) {
  return withParley(service, async (first, home) => {
    service.block('all', 1);
    await fill(service, first, durations.waiting, chatsFrom(0, CHATS));
    await first.program.end('SIGKILL');
    const again = await home.start();
    const drainMs = await arrivalOf(service, durations.waiting, () => {
      service.unblock();
      return Promise.resolve();
    });
    await again.program.end('SIGTERM');
    return { readyAfterMs: again.readyAfterMs, waiting: durations.waiting, drainMs };
  });
}

/** Messages that were written while nobody was there, fetched and delivered: all, once, in order. */
export async function measureCatchUp(service: LeanService, durations: Durations) {
  return withParley(service, async (first, home) => {
    await first.program.end('SIGTERM');
    writeMissed(service, durations.waiting);
    let again: Parley | undefined;
    const ms = await arrivalOf(service, durations.waiting, async () => {
      again = await home.start();
    });
    await again?.program.end('SIGTERM');
    return { missed: durations.waiting, ms };
  });
}

/**
 * Resident memory with two REST platforms, idle and under load, and what an account on Slack and one on Discord add to
 * it when idle.
 */
export async function measureMemory(service: LeanService, durations: Durations) {
  const { emulators, close } = await startSandbox({
    only: ['buddypress', 'slack', 'discord'],
    limits: 'off',
  });
  const accountOn = (name: string, more: object = {}) => {
    const emulator = emulators[name];
    if (!emulator) throw new Error(`The sandbox has no "${name}".`);
    return {
      settings: { platform: emulator.platform, ...emulator.accountSettings(), ...more },
      conversation: emulator.conversations()[0]?.id ?? '',
    };
  };
  const rest = { site: accountOn('buddypress', { pollEvery: '1s' }) };
  const idleMiB = async (parley: Parley): Promise<number> => {
    await sleep(SETTLE_MS);
    return parley.program.memoryMiB();
  };
  try {
    const two = await withParley(
      service,
      async (parley) => {
        const idle = await idleMiB(parley);
        let loaded = idle;
        const watching = setInterval(() => {
          loaded = Math.max(loaded, parley.program.memoryMiB());
        }, MEMORY_EVERY_MS);
        await throughput(service, parley, 16, durations);
        clearInterval(watching);
        return { idle, loaded };
      },
      rest,
    );
    const withSlack = await withParley(service, idleMiB, { ...rest, workspace: accountOn('slack') });
    const withDiscord = await withParley(service, idleMiB, { ...rest, guild: accountOn('discord') });
    return { ...two, slackAdds: withSlack - two.idle, discordAdds: withDiscord - two.idle };
  } finally {
    await close();
  }
}
