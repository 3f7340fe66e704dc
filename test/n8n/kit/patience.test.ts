import { expect, it } from 'vitest';
import { patientRequest } from '../../../nodes/kit/patience.ts';

const MINUTE_MS = 60_000;

/** How long a request waits that is always refused with this header. */
async function waitsFor(header?: string): Promise<number[]> {
  const waits: number[] = [];
  let now = Date.parse('2026-03-01T09:00:00Z');
  const headers: Record<string, string> = header === undefined ? {} : { 'retry-after': header };
  const answer = { status: 429, headers, body: new Uint8Array(), text: () => '' };
  await patientRequest({ method: 'GET', url: 'https://example.org' }, async () => answer, {
    patienceMs: MINUTE_MS,
    now: () => now,
    sleep: async (ms) => {
      waits.push(ms);
      now += ms;
      if (waits.length > 1000) throw new Error('It never gives up.');
    },
  });
  return waits;
}

it.each(['0', '-5', '0.001', 'Sun, 01 Mar 2026 08:00:00 GMT'])(
  'waits longer and longer when it is refused for ever with Retry-After "%s"',
  async (header) => {
    const waits = await waitsFor(header);
    expect(waits.length).toBeLessThan(12);
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
  },
);

it.each(['3600', '1e99', 'Infinity', 'Mon, 02 Mar 2026 09:00:00 GMT'])(
  'does not wait for what is beyond its patience: "%s"',
  async (header) => {
    expect(await waitsFor(header)).toEqual([]);
  },
);

it.each([undefined, '', 'soon', 'NaN'])(
  'waits a second, then twice that, without a time: %j',
  async (header) => {
    expect((await waitsFor(header)).slice(0, 2)).toEqual([1000, 2000]);
  },
);

it('waits as long as it is told', async () => {
  expect((await waitsFor('20')).slice(0, 2)).toEqual([20_000, 20_000]);
  expect((await waitsFor('Sun, 01 Mar 2026 09:00:30 GMT'))[0]).toBe(30_000);
});
