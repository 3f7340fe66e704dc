import { describe, expect, it } from 'vitest';
import { createRandom } from '../../crash/random.ts';
import { createPoller } from '../support/poll.ts';
import type { Ids } from './storm.ts';
import { storm } from './storm.ts';
import { systems } from './systems.ts';

/** A run is played again with the environment variable `PARLEY_SEED`. */
const seed = process.env['PARLEY_SEED'] ?? String(Math.floor(Math.random() * 1e9));
const MESSAGES = 1000;

/** What a list of a thousand ids does not show at a glance. */
function mistakes(said: Ids, handedOn: Ids): { lost: string[]; twice: string[] } {
  const handed = Object.entries(handedOn).flatMap(([conversation, ids]) =>
    ids.map((id) => `${conversation} ${id}`),
  );
  const arrived = new Set(handed);
  const all = Object.entries(said).flatMap(([conversation, ids]) => ids.map((id) => `${conversation} ${id}`));
  return {
    lost: all.filter((one) => !arrived.has(one)),
    twice: handed.filter((one, index) => handed.indexOf(one) !== index),
  };
}

describe.each(systems)('the polling trigger of $name', (system) => {
  it(
    `hands on each of ${String(MESSAGES)} messages once and in order (seed ${seed})`,
    { timeout: 60_000 },
    async () => {
      const service = await system.start();
      try {
        const poller = createPoller(system.placed(service));
        const { said, handedOn, largest, done } = await storm(
          service,
          poller,
          createRandom(`${seed} ${system.name}`),
          MESSAGES,
        );
        console.info(
          `${system.name}, PARLEY_SEED=${seed}: ${JSON.stringify({ ...done, bytesKept: largest })}`,
        );
        expect(Object.values(said).flat()).toHaveLength(MESSAGES);
        expect(done['failed poll']).toBeGreaterThan(0);
        expect(mistakes(said, handedOn)).toEqual({ lost: [], twice: [] });
        expect(handedOn).toEqual(said);
        expect(largest).toBeLessThan(64 * 1024);
      } finally {
        await service.close();
      }
    },
  );
});
