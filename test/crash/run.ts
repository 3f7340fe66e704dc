import { platforms } from '../../bridges/platforms.ts';
import type { Wrong } from './count.ts';
import type { LogLine } from './daemon.ts';
import { DaemonProcess } from './daemon.ts';
import type { CrashOptions } from './options.ts';
import { perform } from './perform.ts';
import { tally, waitForQuiet } from './quiet.ts';
import type { CrashReport, Recognised } from './report.ts';
import { noteRecognition } from './report.ts';
import { planSchedule } from './schedule.ts';
import type { World } from './world.ts';
import { createWorld } from './world.ts';

/** Long enough for every feed to have come round after the last start. */
const LATE_MS = 1_500;

/** Runs the daemon through everything that the seed has in store for it, and counts. */
export async function runCrash(
  options: Omit<CrashOptions, 'json'>,
  onProgress: (line: string) => void,
): Promise<CrashReport> {
  const startedAt = Date.now();
  const recognised: Record<string, Recognised> = {};
  for (const { capabilities } of Object.values(platforms)) {
    const { platform, recognition } = capabilities;
    recognised[platform] = { by: recognition, found: 0, absent: 0 };
  }
  const troubles: string[] = [];
  const onLine = (line: LogLine): void => {
    noteRecognition(line, recognised);
    if (isTrouble(line)) troubles.push(line.msg ?? '');
  };
  const world = await createWorld();
  const daemon = new DaemonProcess({ ...world, onLine });
  try {
    daemon.start();
    await daemon.ready();
    const grounds = world.places.map(({ account, people }) => ({ service: account, people: people.length }));
    const schedule = planSchedule(options.seed, options.messages, options.kills, grounds);
    const performed = await perform(schedule, world, daemon, onProgress);
    for (const { faults } of Object.values(world.emulators)) faults.clear();
    await waitForQuiet(world, onProgress);
    const exitCode = await daemon.stop();
    if (exitCode !== 0) troubles.push(`the daemon ended with ${String(exitCode)} when asked to stop`);
    onProgress('started once more, to see that nothing comes again');
    daemon.start();
    await daemon.ready();
    await new Promise((resolve) => setTimeout(resolve, LATE_MS));
    await daemon.stop();
    const { lost, duplicated, inversions, wrong } = await tally(world);
    const sentences = wrong.map((one) => describeWrong(one, world));
    return {
      messages: options.messages,
      acknowledged: performed.said,
      lost,
      duplicated,
      inversions,
      kills: performed.kills,
      seed: options.seed,
      seconds: Math.round((Date.now() - startedAt) / 100) / 10,
      recognised,
      faults: performed.faults,
      troubles: [...sentences, ...troubles, ...daemon.unexpected.map((reason) => `the daemon ${reason}`)],
    };
  } finally {
    await daemon.kill();
    await world.close();
  }
}

function describeWrong({ what, place, label }: Wrong, { places }: World): string {
  const from = places[place];
  const to = places[from?.partner ?? -1];
  return `${label} from ${from?.account ?? ''} to ${to?.account ?? ''}: ${what}`;
}

/** Errors of services are expected here; what the daemon gives up, or cannot go on after, is not. */
function isTrouble(line: LogLine): boolean {
  return /is kept:|cannot be written|uncaught|unhandled/i.test(line.msg ?? '');
}
