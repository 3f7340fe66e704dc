import { platforms } from '../../bridges/platforms.ts';
import type { CallTally } from './calls.ts';
import { countCalls, readSteps } from './calls.ts';
import type { LogLine } from './daemon.ts';
import { DaemonProcess } from './daemon.ts';
import type { CrashOptions } from './options.ts';
import { perform } from './perform.ts';
import type { Standing } from './quiet.ts';
import { tally, waitForQuiet } from './quiet.ts';
import type { BotReport, CrashReport, Recognised } from './report.ts';
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
  const world = await createWorld(options.seed);
  const daemon = new DaemonProcess({ ...world, onLine });
  try {
    daemon.start();
    await daemon.ready();
    const grounds = world.places.map(({ account, people, manners }) => ({
      service: account,
      people: people.length,
      ...(manners ? { mode: manners.mode } : {}),
    }));
    const schedule = planSchedule(options.seed, options.messages, options.kills, grounds);
    const performed = await perform(schedule, world, daemon, onProgress);
    for (const { faults } of [...Object.values(world.emulators), world.model]) faults.clear();
    await waitForQuiet(world, onProgress);
    const exitCode = await daemon.stop();
    if (exitCode !== 0) troubles.push(`the daemon ended with ${String(exitCode)} when asked to stop`);
    onProgress('started once more, to see that nothing comes again');
    daemon.start();
    await daemon.ready();
    await new Promise((resolve) => setTimeout(resolve, LATE_MS));
    await daemon.stop();
    const standing = await tally(world);
    const { lost, duplicated, inversions } = standing.copies;
    const calls = countCalls(world.oracle.calls, readSteps(world.journalPath));
    const sentences = [...describeWrong(standing, world), ...calls.wrong];
    return {
      messages: options.messages,
      acknowledged: performed.said,
      lost,
      duplicated,
      inversions,
      kills: performed.kills,
      moments: performed.moments,
      bot: reportOf(standing, calls),
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

function reportOf({ answers }: Standing, calls: CallTally): BotReport {
  const { questions, unanswered, halved, repeated, inversions } = answers;
  const { turns, asked, stored } = calls;
  const counts = { questions, turns, unanswered, halved, repeated, inversions };
  return { ...counts, calls: asked, stored, repeatedCalls: calls.repeated };
}

function describeWrong({ copies, answers }: Standing, { places }: World): string[] {
  const accountAt = (index: number | undefined): string => places[index ?? -1]?.account ?? '';
  return [
    ...copies.wrong.map(
      ({ what, place, label }) =>
        `${label} from ${accountAt(place)} to ${accountAt(places[place]?.partner)}: ${what}`,
    ),
    ...answers.wrong.map(
      ({ what, place, label }) => `the answer to #${label} on ${accountAt(place)}: ${what}`,
    ),
  ];
}

/** Errors of services are expected here; what the daemon gives up, or cannot go on after, is not. */
function isTrouble(line: LogLine): boolean {
  return /is kept:|cannot be written|uncaught|unhandled/i.test(line.msg ?? '');
}
