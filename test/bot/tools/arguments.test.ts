import { expect, it } from 'vitest';
import { bench, program } from './kit.ts';

it.each([
  ['cut off', '{"a": 1, "b"', /^The arguments are not JSON \(.+\)\. Write one JSON object\.$/],
  ['an array', '[1, 2]', /are an array/],
  ['a text', '"add 1 and 2"', /are a string/],
  ['null', 'null', /Write one JSON object/],
  ['too few', '{"a": 1}', /must have required property 'b'/],
  ['of another kind', '{"a": 1, "b": "two"}', /data\/b must be integer/],
  ['too many', '{"a": 1, "b": 2, "c": 3}', /must NOT have additional properties/],
  ['endless', `{"a": ${'1'.repeat(100_001)}}`, /characters; 100000 are allowed/],
])('calls nothing when the arguments are %s', async (_, written, reason) => {
  const few = program('few');
  const { call } = await bench([few.server]);
  const result = await call('few__add', written);
  expect(result).toEqual({ text: expect.stringMatching(reason) as string, failed: true });
  expect(few.notes()).toHaveLength(1);
});

it('takes nothing at all for no arguments', async () => {
  const { call } = await bench([program('few').server]);
  expect(await call('few__nothing', '')).toEqual({ text: 'Done; the tool answered nothing.' });
});

it('leaves patterns to the server, which a text can be made for', async () => {
  const { call } = await bench([program('odd', 'odd').server]);
  // Checked here, this would take longer than the test may.
  expect(await call('odd__pattern', { a: `${'a'.repeat(50_000)}!` })).toEqual({ text: 'aaaaa' });
  expect(await call('odd__pattern', { pattern: 'x' })).toMatchObject({
    text: expect.stringContaining('data/pattern must be integer') as string,
    failed: true,
  });
});

it('checks by each schema of its own, whatever it calls itself', async () => {
  const { call } = await bench([program('odd', 'odd').server]);
  expect(await call('odd__pattern', {})).toMatchObject({ text: 'undef' });
  expect(await call('odd__same-id', {})).toMatchObject({ failed: true });
  expect(await call('odd__broken', { a: 1 })).toEqual({ text: 'the server has to check' });
});
