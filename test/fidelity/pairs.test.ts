import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serviceNames } from '../../bridges/sandbox/sandbox.ts';
import type { Deed, Look, Scene } from './scenes.ts';
import { DEEDS, missing, scenesOf } from './scenes.ts';
import type { FidelityStage, Seat } from './stage.ts';
import { setFidelityStage } from './stage.ts';

const WITHIN_MS = 15_000;

/** By source, deed and target: what was missing in the end. A deed that people of the source cannot do has no entry. */
const results = new Map<string, string | undefined>();
const keyOf = (from: string, deed: Deed, to: string): string => `${from} ${deed} ${to}`;
let stage: FidelityStage;

/** All services at once: one deed of each, then what every other one should show of it. */
async function play(deed: Deed, cast: ReadonlyMap<Seat, readonly Scene[]>): Promise<void> {
  const scenes = [...cast].flatMap(([seat, its]) =>
    its.filter((scene) => scene.deed === deed).map((scene) => ({ seat, scene })),
  );
  const others = (seat: Seat): Seat[] => [...cast.keys()].filter((other) => other !== seat);
  await Promise.all(scenes.map(({ scene }) => scene.prepare?.()));
  await missing(
    scenes.flatMap(({ seat, scene }) => {
      return others(seat).flatMap((target) =>
        scene.prepared ? [{ target, look: scene.prepared(target) }] : [],
      );
    }),
    WITHIN_MS,
  );
  const looks: { key: string; target: Seat; look: Look }[] = [];
  for (const { seat, scene } of scenes) {
    const isDone = await scene.act().then(
      () => true,
      () => false,
    );
    if (!isDone) continue;
    for (const target of others(seat)) {
      looks.push({ key: keyOf(seat.name, deed, target.name), target, look: scene.expected(target) });
    }
  }
  const found = await missing(looks, WITHIN_MS);
  looks.forEach(({ key }, index) => results.set(key, found[index]));
}

beforeAll(async () => {
  stage = await setFidelityStage();
  const cast = new Map(stage.seats.map((seat) => [seat, scenesOf(seat)]));
  for (const deed of DEEDS) await play(deed, cast);
}, 120_000);

afterAll(async () => {
  await stage.close();
});

const pairs = serviceNames.flatMap((from) =>
  serviceNames.filter((to) => to !== from).map((to) => ({ from, to })),
);

describe.each(pairs)('$from mirrored to $to', ({ from, to }) => {
  it.for(DEEDS)('%s', (deed, { skip }) => {
    const key = keyOf(from, deed, to);
    if (deed !== 'text' && !results.has(key)) skip(`people of ${from} cannot do that`);
    expect(results.has(key)).toBe(true);
    expect(results.get(key)).toBeUndefined();
  });
});
