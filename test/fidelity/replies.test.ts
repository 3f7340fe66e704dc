import { describe, expect, it } from 'vitest';
import { created } from '../support/events.ts';
import { openRoom } from './kit.ts';

const inConversation = (id: string, text: string, conversation: string, more = {}) =>
  created(id, text, { conversation, ...more });

describe('answers', () => {
  it('stand under the original when somebody answers its copy, and under the other copies too', async () => {
    const room = await openRoom({ club: {} });
    await room.tell('site', created('orig', 'tea?'));
    const copy = room.service.messages.find((it) => it.conversation === 'C1')?.id ?? '';
    await room.tell('team', inConversation('t1', 'yes', 'C1', { replyTo: copy }));
    const answers = room.service.messages.filter(({ text }) => text.includes('yes'));
    const inClub = room.service.messages.find((it) => it.conversation === 'K1')?.id;
    expect(answers.map((it) => [it.conversation, it.replyTo])).toEqual([
      ['1', 'orig'],
      ['K1', inClub],
    ]);
  });

  it('find their message also when a later part of its copy was answered', async () => {
    const room = await openRoom({ bothWays: true });
    await room.tell('site', created('orig', 'many words '.repeat(15)));
    const last = room.service.messages.at(-1)?.id ?? '';
    await room.tell('team', inConversation('t1', 'quite', 'C1', { replyTo: last }));
    expect(room.service.messages.at(-1)).toMatchObject({ conversation: '1', replyTo: 'orig' });
  });

  it('of a thread keep together under its head, also when the one they answer is not there', async () => {
    const room = await openRoom({ team: { capabilities: { replies: 'thread' } } });
    await room.tell('site', created('head', 'plans'));
    await room.tell('site', created('2', 'one', { replyTo: 'head', thread: 'head' }));
    await room.tell('site', created('3', 'two', { replyTo: 'unknown', thread: 'head' }));
    await room.tell('site', created('4', 'three', { thread: 'head' }));
    const head = room.service.messages[0]?.id;
    expect(room.service.messages.slice(1).map(({ replyTo }) => replyTo)).toEqual([head, head, head]);
  });

  it('begin with a quoted line where there are none, as the rules and names of the route have it', async () => {
    const find = { source: 'x', matches: () => true, replace: (text: string) => text.replace('secret', '…') };
    const rules = [{ when: {}, act: { do: 'replace' as const, find, with: '…' } }];
    const room = await openRoom({
      team: { capabilities: { replies: 'none' } },
      route: { rules, nickname: '{name} of {account}' },
    });
    await room.tell('site', created('1', 'my secret'), created('2', 'well', { replyTo: '1' }));
    expect(room.service.texts('C1')[1]).toBe('> Ada of site: my …\nAda of site: well');
  });

  it('begin with a quoted line where the answered message never arrived', async () => {
    const room = await openRoom({ club: {} });
    room.service.next('C1', 'refuse');
    await room.tell('site', created('1', 'tea?'), created('2', 'yes', { replyTo: '1' }));
    const [inTeam, inClub] = ['C1', 'K1'].map((place) =>
      room.service.messages.findLast(({ conversation }) => conversation === place),
    );
    expect(inTeam).toMatchObject({ text: '> Ada: tea?\nAda: yes', replyTo: undefined });
    expect(inClub?.text).toBe('Ada: yes');
    expect(inClub?.replyTo).toBeDefined();
  });
});
