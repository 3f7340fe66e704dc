import { setTimeout as sleep } from 'node:timers/promises';
import type { Emulator } from '../../bridges/sandbox/kit/index.ts';
import type { DaemonProcess } from './daemon.ts';
import { whenItComes } from './moments.ts';
import type { KillStep, Moment, Schedule } from './schedule.ts';
import type { World } from './world.ts';

export interface Performed {
  /** Messages that their service has accepted. */
  readonly said: number;
  readonly kills: number;
  /** Kills by the moment at which they came; one that waited in vain came at any. */
  readonly moments: Readonly<Record<string, number>>;
  /** Faults that were set, by kind. */
  readonly faults: Readonly<Record<string, number>>;
}

/** A cut of a socket does not wait longer than this for one to be open. */
const SOCKET_WITHIN_MS = 5_000;
const LOOK_AGAIN_MS = 20;

/** Lets everything of the schedule happen at its time. Kills take their time beside the talk. */
export async function perform(
  schedule: Schedule,
  world: World,
  daemon: DaemonProcess,
  onProgress: (line: string) => void,
): Promise<Performed> {
  const startedAt = Date.now();
  const faults: Record<string, number> = {};
  const moments: Record<string, number> = {};
  const noteFault = (kind: string): void => {
    faults[kind] = (faults[kind] ?? 0) + 1;
  };
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
      case 'fault': {
        const { kind } = step.fault;
        const emulator = world.emulators[step.service];
        if (kind === 'cut-socket') await openSocket(emulator);
        emulator?.faults.add(step.fault);
        noteFault(kind);
        break;
      }
      case 'model-fault':
        world.model.faults.add(step.fault);
        noteFault(`model: ${step.fault.kind}`);
        break;
      case 'clock':
        world.emulators[step.service]?.clock.step(step.stepMs);
        break;
      case 'kill':
        killing = killing.then(async () => {
          const moment = await killOnce(step, world, daemon);
          moments[moment] = (moments[moment] ?? 0) + 1;
          kills += 1;
          onProgress(`killed ${String(kills)} times, ${String(said)} messages said`);
        });
    }
  }
  await killing;
  return { said, kills, moments, faults };
}

/** There is nothing to cut while the daemon is down. */
async function openSocket(emulator: Emulator | undefined): Promise<void> {
  const deadline = Date.now() + SOCKET_WITHIN_MS;
  while (emulator?.sockets?.() === 0 && Date.now() < deadline) await sleep(LOOK_AGAIN_MS);
}

/** @returns the moment at which it came */
async function killOnce(step: KillStep, world: World, daemon: DaemonProcess): Promise<Moment> {
  const moment = await whenItComes(step.moment, world, async () => {
    if (step.delayMs > 0) await sleep(step.delayMs);
    await daemon.kill();
  });
  if (step.downMs > 0) await sleep(step.downMs);
  daemon.start();
  return moment;
}
