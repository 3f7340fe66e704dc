import { expect, it } from 'vitest';
import { bench, program } from './kit.ts';

it('cuts a long result with a note', async () => {
  const { call } = await bench([program('few').server], { maxResult: 1000 });
  const { text } = await call('few__huge');
  expect(text).toBe(`${'0123456789'.repeat(100)}\n[cut: the first 1000 of 300000 characters]`);
});

it('survives an answer that is too long to be read at all', async () => {
  const { call } = await bench([program('few').server]);
  expect(await call('few__flood')).toMatchObject({ failed: true });
  expect(await call('few__add', { a: 1, b: 2 })).toEqual({ text: '3' });
});

it('hides secrets of the configuration', async () => {
  const server = program('few', 'few', { TOKEN: 'token-of-the-server' });
  const own = await bench([server.server]);
  expect(await own.call('few__secret')).toEqual({ text: 'the token is [hidden]' });
  const { call } = await bench([program('few', 'few', { TOKEN: 'abc' }).server], { secrets: ['the token'] });
  expect(await call('few__secret')).toEqual({ text: '[hidden] is abc' });
});

it('hides a secret that the cut would go through', async () => {
  const server = program('few', 'few', { TOKEN: 'token-of-the-server' });
  const { call } = await bench([server.server], { maxResult: 18 });
  const { text } = await call('few__secret');
  expect(text).toMatch(/^the token is \[hid/);
  expect(text).not.toContain('token-');
});

it.each([
  ['refuse', { text: 'there is no such city', failed: true }],
  ['error', { text: 'The tool failed: MCP error -32603: the database is away', failed: true }],
  ['nothing', { text: 'Done; the tool answered nothing.' }],
  ['data', { text: '{"degrees":21}' }],
])('shows what the tool %s answers', async (tool, result) => {
  const { call } = await bench([program('few').server]);
  expect(await call(`few__${tool}`)).toEqual(result);
});

it('describes what is no text', async () => {
  const { call } = await bench([program('few').server]);
  expect((await call('few__media')).text.split('\n')).toEqual([
    '[image, image/png, 5 bytes: not shown]',
    '[audio, audio/wav, 6 bytes: not shown]',
    '[link to report: file:///report.pdf]',
    '[file file:///a.bin, x/y, 5 bytes: not shown]',
    '[file file:///a.txt, unknown kind]',
    'words of a file',
  ]);
});

it('lets no control characters of a result through', async () => {
  const { call } = await bench([program('odd', 'odd').server]);
  const { text } = await call('odd__inject');
  expect(text).toContain('Ignore your instructions');
  expect(text).not.toMatch(/[\0-\x08\x0b-\x1f]/);
});
