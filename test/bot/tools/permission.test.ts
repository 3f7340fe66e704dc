import { expect, it } from 'vitest';
import type { ToolRule } from '../../../bridges/config/index.ts';
import { ann, bench, bob, elsewhere, here, program } from './kit.ts';

const rule = (tool: string, more: Partial<ToolRule> = {}): ToolRule => ({
  tool,
  in: [],
  people: [],
  ...more,
});
const eve = { id: '66', name: 'Eve' };

it('shows and calls what the rules allow, and nothing else', async () => {
  const few = program('few');
  const { names, call } = await bench([few.server], { allow: [rule('few.add')] });
  expect(await names()).toEqual(['few__add']);
  expect(await call('few__add', { a: 1, b: 2 })).toEqual({ text: '3' });
  expect(await call('few__pid')).toEqual({
    text: 'This tool may not be used in this conversation for these people.',
    failed: true,
  });
  expect(few.notes().slice(1)).toEqual(['call add']);
});

it('holds in the places of a rule only', async () => {
  const few = program('few');
  const allow = [rule('few.add', { in: [here] }), rule('few.pid', { in: [{ account: 'site' }] })];
  const { names, call } = await bench([few.server], { allow });
  expect(await names(here)).toEqual(['few__add', 'few__pid']);
  expect(await names(elsewhere)).toEqual(['few__pid']);
  expect(await names({ account: 'team', conversation: '1' })).toEqual([]);
  expect(await call('few__add', { a: 1, b: 2 }, { in: elsewhere })).toMatchObject({ failed: true });
  expect(few.notes()).toHaveLength(1);
});

it('holds for the people of a rule only, and a turn of several needs it for all of them', async () => {
  const few = program('few');
  const allow = [rule('few.add', { people: ['Ann Lee', '8'] }), rule('few.pid', { people: ['site:66'] })];
  const { names, call, logged } = await bench([few.server], { allow });
  expect(await names(here, [ann, bob])).toEqual(['few__add']);
  expect(await names(here, [eve])).toEqual(['few__pid']);
  expect(await names(here, [ann, eve])).toEqual([]);
  expect(await names(here, [])).toEqual([]);
  expect(await call('few__add', { a: 1, b: 2 }, { by: [ann, eve] })).toMatchObject({ failed: true });
  expect(await call('few__add', { a: 1, b: 2 }, { by: [] })).toMatchObject({ failed: true });
  expect(few.notes()).toHaveLength(1);
  const refusals = logged.filter(({ message }) => message === 'a tool call was refused');
  expect(refusals.map(({ fields }) => fields)).toEqual([
    expect.objectContaining({ ...here, people: ['7', '66'], tool: 'few__add' }),
    expect.objectContaining({ ...here, people: [], tool: 'few__add' }),
  ]);
});

it('takes each person by any of the rules for the tool', async () => {
  const allow = [rule('few.add', { people: ['7'] }), rule('few.*', { people: ['66'] })];
  const { names } = await bench([program('few').server], { allow });
  expect(await names(here, [ann, eve])).toEqual(['few__add']);
});

it('does not take people by what they call themselves', async () => {
  const { names } = await bench([program('few').server], {
    allow: [rule('few.add', { people: ['Ann Lee'] })],
  });
  expect(await names(here, [ann])).toEqual(['few__add']);
  expect(await names(here, [bob])).toEqual([]);
});

it('does not start a server of which nothing may be called', async () => {
  const [few, other] = [program('few'), program('other')];
  const { names, call } = await bench([few.server, other.server], {
    allow: [rule('few.add'), rule('other.add', { people: ['8'] })],
  });
  expect(await names()).toEqual(['few__add']);
  expect(await call('other__add', { a: 1, b: 2 })).toMatchObject({ failed: true });
  expect(other.notes()).toEqual([]);
});

it('says that a tool is made up', async () => {
  const { call } = await bench([program('few').server]);
  expect(await call('few__none')).toEqual({
    text: 'There is no tool with the name few__none.',
    failed: true,
  });
  expect(await call('rm\u0000 -rf')).toEqual({
    text: 'There is no tool with the name rm -rf.',
    failed: true,
  });
});
