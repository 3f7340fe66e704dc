import { expect, it } from 'vitest';
import { bench, program } from './kit.ts';
import type { Bench, Program } from './kit.ts';

const starts = ({ notes }: Program): number => notes().filter((line) => line.startsWith('start')).length;
const warnings = ({ logged }: Bench): string[] =>
  logged.filter(({ level }) => level === 'warn').map(({ fields }) => String(fields.reason));

it('starts a program when it is first needed, once, and ends it with the bot', async () => {
  const few = program('few');
  const { names, call, toolbox } = await bench([few.server]);
  expect(few.notes()).toEqual([]);
  await Promise.all([names(), names(), call('few__pid')]);
  expect(starts(few)).toBe(1);
  await toolbox.close();
  expect(few.notes().at(-1)).toBe('end');
  expect(await call('few__pid')).toMatchObject({ failed: true });
  expect(starts(few)).toBe(1);
});

it('gives a program nothing of its own environment but what every program needs', async () => {
  process.env.PARLEY_TEST_PASSWORD = 'mine alone';
  const { call } = await bench([program('few', 'few', { CITY: 'Ulm' }).server]);
  const { text } = await call('few__env');
  delete process.env.PARLEY_TEST_PASSWORD;
  const given = JSON.parse(text) as string[];
  expect(given).toContain('CITY');
  const usual = ['HOME', 'LOGNAME', 'PATH', 'SHELL', 'TERM', 'USER'];
  expect(given.filter((name) => name !== 'CITY' && !usual.includes(name) && !name.startsWith('_'))).toEqual(
    [],
  );
});

it('gives up on a call that takes too long, and goes on with the next', async () => {
  const { started, call } = await bench([program('few').server], { timeoutMs: 2000 });
  await started();
  expect(await call('few__slow')).toEqual({
    text: 'The tool failed: no answer within 2 s. It may have been carried out all the same.',
    failed: true,
  });
  expect(await call('few__add', { a: 2, b: 2 })).toEqual({ text: '4' });
});

it('stops a call when the bot is stopped', async () => {
  const { started, call } = await bench([program('few').server]);
  await started();
  const stop = new AbortController();
  const result = call('few__slow', {}, { signal: stop.signal });
  stop.abort(new Error('the daemon stops'));
  expect(await result).toEqual({ text: 'The call was stopped.', failed: true });
});

it('starts a program that crashed again at the next call', async () => {
  const few = program('few');
  const { call } = await bench([few.server]);
  const { text: first } = await call('few__pid');
  expect(await call('few__crash')).toEqual({
    text: 'The tool failed: its server broke off. It may have been carried out all the same.',
    failed: true,
  });
  const { text: second, failed } = await call('few__pid');
  expect(failed).toBeUndefined();
  expect(second).not.toBe(first);
  expect(starts(few)).toBe(2);
});

it('tells in the log what a program said, and why it ended, without its secrets', async () => {
  const few = program('few', 'few', { TOKEN: 'token-of-the-server' });
  const test = await bench([few.server]);
  await test.call('few__crash');
  expect(warnings(test)).toEqual(['its last words: going down with [hidden][2J']);
  const said = test.logged.filter(({ message }) => message === 'a tool server says');
  expect(said.map(({ fields }) => fields)).toEqual([{ server: 'few', line: 'going down with [hidden][2J' }]);
});

it('shows the tools it knows while a program is down', async () => {
  const few = program('few');
  const { names, call } = await bench([few.server]);
  const before = await names();
  await call('few__crash');
  expect(await names()).toEqual(before);
});

it('leaves a program alone that does not start, and says so', async () => {
  const still = program('still', 'stillborn');
  const test = await bench([still.server, { name: 'none', command: '/nowhere/at/all', args: [], env: {} }]);
  expect(await test.names()).toEqual([]);
  expect(await test.call('still__add', { a: 1, b: 2 })).toEqual({
    text: 'The tool was not called: its server cannot be reached now.',
    failed: true,
  });
  expect(starts(still)).toBe(1);
  expect(warnings(test).sort()).toEqual([
    expect.stringContaining('no configuration found'),
    expect.stringContaining('ENOENT'),
  ]);
});

it('does not wait longer for a program to start than for a call', async () => {
  const hung = program('hung', 'hung');
  const { names, toolbox } = await bench([hung.server], { timeoutMs: 300 });
  expect(await names()).toEqual([]);
  await toolbox.close();
  // Where it had begun at all, nothing of it is left.
  expect(hung.notes().at(-1) ?? 'end').toBe('end');
});

it('ends a program that says nothing at all any more, and starts it anew', async () => {
  const few = program('few');
  const test = await bench([few.server], { timeoutMs: 2000 });
  await test.started();
  const { text: first } = await test.call('few__pid');
  expect(await test.call('few__hang')).toMatchObject({ failed: true });
  let again = await test.call('few__pid');
  while (again.failed) again = await test.call('few__pid');
  expect(again.text).not.toBe(first);
  expect(warnings(test)).toEqual(['it does not answer']);
});

it('does not end a program because a tool of it is slow', async () => {
  const few = program('few');
  const test = await bench([few.server], { timeoutMs: 2000 });
  await test.started();
  await Promise.all([1, 2, 3].map(() => test.call('few__slow')));
  // Answered after the question whether it is still there.
  expect(await test.call('few__add', { a: 1, b: 2 })).toEqual({ text: '3' });
  expect(starts(few)).toBe(1);
  expect(warnings(test)).toEqual([]);
});

it('makes four calls of a server at a time', async () => {
  const { names, call, toolbox } = await bench([program('few').server, program('other').server]);
  await names();
  const waiting = [1, 2, 3, 4].map(() => call('few__wait'));
  expect(await call('few__pid')).toEqual({
    text: 'The tool was not called: 4 calls of its server are under way. Try again when they are done.',
    failed: true,
  });
  expect(await call('other__add', { a: 1, b: 2 })).toEqual({ text: '3' });
  await toolbox.close();
  expect((await Promise.all(waiting)).map(({ failed }) => failed)).toEqual([true, true, true, true]);
});

it('shows tools that a server has got meanwhile', async () => {
  const { names, call } = await bench([program('growing', 'growing').server]);
  expect(await names()).toEqual(['growing__grow']);
  await call('growing__grow');
  expect(await names()).toEqual(['growing__grow', 'growing__grown']);
});
