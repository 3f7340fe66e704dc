import { describe, expect, it } from 'vitest';
import type { Participant } from '../../src/platforms/index.ts';
import type { Root } from '../../src/text/index.ts';
import { textTree } from '../../src/text/index.ts';
import { created } from '../support/events.ts';
import { openRoom } from './kit.ts';

const there: readonly Participant[] = [
  { id: 'T1', name: 'Ann', email: 'ANN@x.example' },
  { id: 'T2', name: 'Ann Lee' },
  { id: 'T3', name: 'Ben' },
  { id: 'T4', name: 'ben' },
  { id: 'T5', name: 'Everyone' },
];
const team = { capabilities: { mentions: true }, people: there };

function naming(id: string, name: string): Root {
  const mention = { type: 'mention' as const, id, name };
  return {
    type: 'root',
    children: [{ type: 'paragraph', children: [{ type: 'text', value: 'hi ' }, mention] }],
  };
}

async function mentioned(text: Root, setup: Parameters<typeof openRoom>[0] = { team }) {
  const room = await openRoom(setup);
  await room.tell('site', created('1', '', { text }));
  const [copy] = room.service.messages;
  return { text: copy?.text, ids: copy?.mentions ?? [] };
}

describe('mentions', () => {
  it('reach the person that the configuration names, whatever they are called there', async () => {
    const people = [{ name: 'zoe', ids: { site: '9', team: 'T9' } }];
    expect(await mentioned(naming('9', 'Zoë R.'), { team, people })).toEqual({
      text: 'Ada: hi @Zoë R.',
      ids: ['T9'],
    });
    expect((await mentioned(textTree('ask @Zoe, please'), { team, people })).ids).toEqual(['T9']);
  });

  it('reach the person with the same e-mail', async () => {
    const site = { people: [{ id: '9', name: 'Annie', email: 'ann@X.example' }] };
    expect((await mentioned(naming('9', 'Annie'), { site, team })).ids).toEqual(['T1']);
  });

  it('reach the one person of that very name, also when it was only typed', async () => {
    expect((await mentioned(naming('9', 'ann lee'))).ids).toEqual(['T2']);
    expect((await mentioned(textTree('@ann lee and @Ann!'))).ids).toEqual(['T2', 'T1']);
  });

  it.each([
    ['a name that two people have', naming('9', 'Ben')],
    ['a name that nobody has', naming('9', 'Carla')],
    ['an id that means somebody else there', naming('T1', 'Carla')],
    ['typed words that two people have for a name', textTree('@Ben')],
    ['everybody at once', textTree('@everyone @here @channel @all')],
    ['an address', textTree('mail x@ann.example or me@Ann')],
    ['the beginning of a longer name', textTree('@Annika and @Ann-Marie')],
  ])('notify nobody by %s', async (_, text) => {
    expect((await mentioned(text)).ids).toEqual([]);
  });

  it('by the handle of a configured person do not reach that person when they are of somebody else', async () => {
    const people = [{ name: 'Captain', ids: { site: '9', team: 'T9' } }];
    const captain = { ...team, people: [...there, { id: 'T9', name: 'Captain' }] };
    expect((await mentioned(naming('66', 'captain'), { team: captain, people })).ids).toEqual([]);
    expect((await mentioned(naming('9', 'captain'), { team: captain, people })).ids).toEqual(['T9']);
  });

  it('by number alone are given the name behind the number', async () => {
    const site = { people: [{ id: '4915112345678@c.us', name: 'Ann' }] };
    const text = naming('4915112345678@c.us', '4915112345678');
    expect(await mentioned(text, { site, team })).toEqual({ text: 'Ada: hi @Ann', ids: ['T1'] });
    expect(await mentioned(text, { site })).toEqual({ text: 'Ada: hi @Ann', ids: [] });
  });

  it('leave code alone', async () => {
    const code: Root = { type: 'root', children: [{ type: 'code', value: '@Ann' }] };
    expect((await mentioned(code)).ids).toEqual([]);
  });

  it('are words where nobody can be notified, and cost no question', async () => {
    let asked = 0;
    const people = (): Promise<Participant[]> => {
      asked += 1;
      return Promise.resolve([...there]);
    };
    expect(await mentioned(naming('9', 'Ann'), { team: { people } })).toEqual({
      text: 'Ada: hi @Ann',
      ids: [],
    });
    expect(asked).toBe(0);
  });

  it('ask who is there once, and delay no message for long when that fails or is slow', async () => {
    let asked = 0;
    const people = (): Promise<Participant[]> => {
      asked += 1;
      return asked === 1 ? Promise.reject(new Error('no')) : new Promise(() => undefined);
    };
    const room = await openRoom({ team: { capabilities: { mentions: true }, people } });
    await room.tell('site', created('1', '@Ann'), created('2', '@Ann'));
    expect(room.service.texts('C1')).toEqual(['Ada: @Ann', 'Ada: @Ann']);
    expect(asked).toBe(1);
    const slow = await openRoom({ team: { capabilities: { mentions: true }, people } });
    await slow.tell('site', created('1', '@Ann'));
    expect(slow.service.texts('C1')).toEqual(['Ada: @Ann']);
  });

  it('turn channels and emoji of a platform’s own into their names', async () => {
    const text: Root = {
      type: 'root',
      children: [
        {
          type: 'paragraph',
          children: [
            { type: 'channelRef', id: 'C9', name: 'general' },
            { type: 'text', value: ' ' },
            { type: 'customEmoji', id: '12', name: 'party' },
          ],
        },
      ],
    };
    expect((await mentioned(text)).text).toBe('Ada: #general :party:');
  });
});
