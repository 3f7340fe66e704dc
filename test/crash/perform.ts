import { setTimeout as sleep } from 'node:timers/promises';
import type { Emulator } from '../../bridges/sandbox/kit/index.ts';
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

/** A kill that waits for a message does not wait longer than this. */
const MESSAGE_WITHIN_MS = 1_500;
/** Nor a cut of a socket for one to be open. */
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
        faults[kind] = (faults[kind] ?? 0) + 1;
        break;
      }
      case 'clock':
        world.emulators[step.service]?.clock.step(step.stepMs);
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

/** There is nothing to cut while the daemon is down. */
async function openSocket(emulator: Emulator | undefined): Promise<void> {
  const deadline = Date.now() + SOCKET_WITHIN_MS;
  while (emulator?.sockets?.() === 0 && Date.now() < deadline) await sleep(LOOK_AGAIN_MS);
}

async function killOnce(step: KillStep, world: World, daemon: DaemonProcess): Promise<void> {
  const kill = async (): Promise<void> => {
    if (step.delayMs > 0) await sleep(step.delayMs);
    await daemon.kill();
  };
  if (step.moment === 'now') await kill();
  else await atNextMessage(world, step.moment === 'copied', kill);
  if (step.downMs > 0) await sleep(step.downMs);
  daemon.start();
}

/**
 * Runs an action as soon as a service has stored a message of the given kind: a copy, whose answer may not even be on
 * the wire, or a person's, of which the daemon is just being told.
 */
async function atNextMessage(world: World, own: boolean, action: () => Promise<void>): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    let isOver = false;
    const stops: (() => void)[] = [];
    const act = (): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      for (const stop of stops) stop();
      action().then(resolve, reject);
    };
    const timer = setTimeout(act, MESSAGE_WITHIN_MS);
    for (const emulator of Object.values(world.emulators)) {
      const look = (conversation: string): void => {
        void emulator.read(conversation).then((messages) => {
          if (messages.at(-1)?.own === own) act();
        });
      };
      stops.push(emulator.onChange(look));
    }
  });
}
