import { describe, expect, it } from 'vitest';
import { created, edited } from '../support/events.ts';
import { openRoom, skipsIn } from './kit.ts';

const shows = { capabilities: { author: 'per-message' as const } };
const ada = { id: '7', name: 'Ada', kind: 'person' as const, avatarUrl: 'http://site.example/7.png' };

describe('authors', () => {
  it('are shown with name and picture where messages have them, and named before the text elsewhere', async () => {
    const room = await openRoom({
      site: {},
      team: shows,
      club: {},
      route: { nickname: '{name} ({account})' },
    });
    await room.tell('site', created('1', 'hi', { author: ada }));
    const copies = room.service.messages.map(({ text, author }) => ({ text, author }));
    expect(copies).toContainEqual({ text: 'hi', author: { name: 'Ada (site)', avatarUrl: ada.avatarUrl } });
    expect(copies).toContainEqual({ text: 'Ada (site): hi', author: undefined });
  });

  it('have a picture that everybody can fetch, where there is one', async () => {
    const room = await openRoom({
      team: shows,
      pictures: ({ account }, { id }) => `https://bridge.example/${account}/${id}`,
    });
    await room.tell('site', created('1', 'hi', { author: ada }));
    expect(room.service.messages[0]?.author?.avatarUrl).toBe('https://bridge.example/site/7');
  });

  it('have no picture where the only one there is cannot be shown to others', async () => {
    const room = await openRoom({ team: shows, pictures: () => undefined });
    await room.tell('site', created('1', 'hi', { author: ada }));
    expect(room.service.messages[0]?.author).toEqual({ name: 'Ada' });
  });

  it('are named as the route’s prefix says, or not at all', async () => {
    const dressed = await openRoom({ route: { prefix: '[{nickname}]' } });
    const bare = await openRoom({ route: { prefix: '' } });
    for (const room of [dressed, bare]) await room.tell('site', created('1', 'hi'));
    expect(dressed.service.texts('C1')).toEqual(['[Ada] hi']);
    expect(bare.service.texts('C1')).toEqual(['hi']);
  });

  it('stand with the date beside a message that is mirrored more than a day late, and only then', async () => {
    const room = await openRoom({ team: shows });
    const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();
    await room.tell('site', created('1', 'old', { sentAt: daysAgo(1.1) }));
    await room.tell('site', created('2', 'new', { sentAt: daysAgo(0.9) }));
    expect(room.service.messages.map(({ author }) => author?.name)).toEqual([
      `Ada (${daysAgo(1.1).slice(0, 10)})`,
      'Ada',
    ]);
  });
});

describe('rules of a route', () => {
  const find = {
    source: 'x',
    matches: (text: string) => text.includes('x'),
    replace: (text: string) => text,
  };

  it('leave messages out, and say which rule did', async () => {
    const rules = [{ when: { text: [find] }, act: { do: 'drop' as const } }];
    const room = await openRoom({ route: { rules } });
    await room.tell('site', created('1', 'xyz'), created('2', 'abc'), edited('1', 'changed'));
    expect(room.service.texts('C1')).toEqual(['Ada: abc']);
    expect(skipsIn(room)).toEqual([
      'rule 1 of the route "route-1" leaves it out',
      'the message it is about was never mirrored here',
    ]);
  });

  it('hold for edits as well', async () => {
    const replace = (text: string): string => text.replaceAll('darn', '…');
    const rules = [{ when: {}, act: { do: 'replace' as const, find: { ...find, replace }, with: '…' } }];
    const room = await openRoom({ route: { rules } });
    await room.tell('site', created('1', 'fine'), edited('1', 'darn it'));
    expect(room.service.texts('C1')).toEqual(['Ada: … it']);
  });
});
