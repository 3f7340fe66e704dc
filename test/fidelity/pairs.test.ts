import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serviceOf } from '../../bridges/sandbox/demo/services.ts';
import { serviceNames } from '../../bridges/sandbox/sandbox.ts';
import type { Deed, Look, Scene } from './scenes.ts';
import { DEEDS, missing, scenesOf } from './scenes.ts';
import type { FidelityStage, Seat } from './stage.ts';
import { setFidelityStage } from './stage.ts';

const WITHIN_MS = 15_000;
/** Services that tell programs that somebody is writing. */
const TYPED = ['discord', 'messages-dev'];

/** By source, deed and target: what was missing in the end. A deed that did not come about has no entry. */
const results = new Map<string, string | undefined>();
/** By source and deed: why it did not come about. */
const refusals = new Map<string, string>();
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
      (error: unknown) => {
        refusals.set(`${seat.name} ${deed}`, error instanceof Error ? error.message : String(error));
        return false;
      },
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
  const possible = DEEDS.filter((deed) => canPeople(from, deed));
  it.each(possible)('%s', (deed) => {
    const key = keyOf(from, deed, to);
    expect(refusals.get(`${from} ${deed}`)).toBeUndefined();
    expect(results.has(key)).toBe(true);
    expect(results.get(key)).toBeUndefined();
  });
});

describe.each(serviceNames)('people of %s', (from) => {
  const impossible = DEEDS.filter((deed) => !canPeople(from, deed));
  it('are told so when they try what their service does not have', () => {
    expect(impossible.filter((deed) => refusals.get(`${from} ${deed}`) === undefined)).toEqual([]);
  });
});

/** What people can do in the service's own pages, and programs are told of. */
function canPeople(service: string, deed: Deed): boolean {
  const can = serviceOf(service).peopleCan;
  switch (deed) {
    case 'edit':
      return can.edit;
    case 'delete':
      return can.delete;
    case 'reply':
    case 'reply to a copy':
      return can.reply;
    case 'reaction':
    case 'reaction taken back':
    case 'reaction to a copy':
      return can.react;
    case 'file':
      return can.attach;
    case 'typing':
      return TYPED.includes(service);
    default:
      return true;
  }
}
