import { measureBot } from './bot.ts';
import { benchText } from './text.ts';
import {
  measureBlocked,
  measureCatchUp,
  measureLatency,
  measureMemory,
  measureStart,
  measureThroughput,
} from './measures.ts';
import { durationsOf, readOptions } from './options.ts';
import { describeBench, judge } from './report.ts';
import type { Measured } from './report.ts';
import { startLeanService } from './service.ts';

/**
 * Measures the daemon and, in the same run on the same machine, the floor under it; prints values, ratios and what
 * the targets say of them. Always exits 0 when everything could be measured: a slow machine is no failure.
 */
async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const durations = durationsOf(options);
  const startedAt = performance.now();
  const service = await startLeanService();
  const step = <T>(what: string, work: Promise<T>): Promise<T> => {
    if (!options.json) process.stderr.write(`${what} ...\n`);
    return work;
  };
  try {
    const measured: Measured = {
      throughput: await step('throughput', measureThroughput(service, durations)),
      latency: await step('latency', measureLatency(service, durations)),
      blocked: await step('one blocked conversation', measureBlocked(service, durations)),
      start: await step('start with deliveries waiting', measureStart(service, durations)),
      catchUp: await step('catching up', measureCatchUp(service, durations)),
      memory: await step('memory', measureMemory(service, durations)),
      bot: await step('a bot without its model', measureBot(service, durations)),
      text: await step('text', benchText()),
    };
    const seconds = Math.round((performance.now() - startedAt) / 1_000);
    const targets = judge(measured);
    const report = { seconds, node: process.version, quick: options.quick, ...measured, targets };
    process.stdout.write(
      `${options.json ? JSON.stringify(report) : describeBench(measured, targets, seconds)}\n`,
    );
  } finally {
    await service.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
