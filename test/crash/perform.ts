import { setTimeout as sleep } from 'node:timers/promises';
import type { DaemonProcess } from './daemon.ts';
import type { KillStep, Schedule } from './schedule.ts';
import type { World } from './world.ts';

export interface Performed {
  /** Messages that their service has accepted. */
  readonly said: number;
  readonly kills: number;
  /** Faults that were set, by kind. */
  readonly faults: Readonly<Record<string, number>>;
}

/** A kill that waits for a write does not wait longer than this. */
const WRITE_WITHIN_MS = 1_500;

/** Lets everything of the schedule happen at its time. Kills take their time beside the talk. */
export async function perform(
  schedule: Schedule,
  world: World,
  daemon: DaemonProcess,
  onProgress: (line: string) => void,
): Promise<Performed> {
  const startedAt = Date.now();
  const faults: Record<string, number> = {};
  let said = 0;
  let kills = 0;
  let killing = Promise.resolve();
  for (const step of schedule.steps) {
    const waitMs = startedAt + step.at - Date.now();
    if (waitMs > 0) await sleep(waitMs);
    switch (step.do) {
      case 'say': {
        const place = world.places[step.place];
        const as = place?.people[step.person];
        if (!place || as === undefined) throw new Error('The schedule is for another world.');
        await place.emulator.say({ conversation: place.conversation, as, text: step.text });
        said += 1;
        break;
      }
      case 'fault':
        world.emulators[step.platform]?.faults.add(step.fault);
        faults[step.fault.kind] = (faults[step.fault.kind] ?? 0) + 1;
        break;
      case 'kill':
        killing = killing.then(async () => {
          await killOnce(step, world, daemon);
          kills += 1;
          onProgress(`killed ${String(kills)} times, ${String(said)} messages said`);
        });
    }
  }
  await killing;
  return { said, kills, faults };
}

async function killOnce(step: KillStep, world: World, daemon: DaemonProcess): Promise<void> {
  const kill = async (): Promise<void> => {
    if (step.delayMs > 0) await sleep(step.delayMs);
    await daemon.kill();
  };
  if (step.moment === 'now') await kill();
  else await atNextWrite(world, kill);
  if (step.downMs > 0) await sleep(step.downMs);
  daemon.start();
}

/**
 * Runs an action while a service is storing something: before the answer is on the wire, which is the moment that
 * leaves the daemon knowing nothing.
 */
async function atNextWrite(world: World, action: () => Promise<void>): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    let isOver = false;
    const stops: (() => void)[] = [];
    const once = (): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      for (const stop of stops) stop();
      action().then(resolve, reject);
    };
    const timer = setTimeout(once, WRITE_WITHIN_MS);
    for (const emulator of Object.values(world.emulators)) stops.push(emulator.onChange(once));
  });
}
