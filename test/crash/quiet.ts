import { setTimeout as sleep } from 'node:timers/promises';
import type { Tally } from './count.ts';
import { count } from './count.ts';
import type { World } from './world.ts';

const LOOK_EVERY_MS = 200;
/** Everything is there: how long nothing more may come. */
const STILL_MS = 2_000;
/** Something is missing: how long to wait for anything at all. */
const STUCK_MS = 30_000;
const AT_MOST_MS = 150_000;

/** Counts what the services hold now. */
export async function tally(world: World): Promise<Tally> {
  return count(
    await Promise.all(
      world.places.map(async ({ emulator, conversation, partner }) => ({
        messages: await emulator.read(conversation),
        partner,
      })),
    ),
  );
}

/** Waits until every copy is there and nothing more comes, or until nothing has come for long. */
export async function waitForQuiet(world: World, onProgress: (line: string) => void): Promise<Tally> {
  const startedAt = Date.now();
  let changedAt = startedAt;
  let last = await tally(world);
  const stops = Object.values(world.emulators).map((emulator) =>
    emulator.onChange(() => {
      changedAt = Date.now();
    }),
  );
  for (;;) {
    await sleep(LOOK_EVERY_MS);
    const now = await tally(world);
    if (now.lost !== last.lost) onProgress(`${String(now.lost)} of ${String(now.accepted)} copies to come`);
    last = now;
    const patienceMs = now.lost === 0 ? STILL_MS : STUCK_MS;
    if (Date.now() - changedAt >= patienceMs || Date.now() - startedAt >= AT_MOST_MS) break;
  }
  for (const stop of stops) stop();
  return last;
}
