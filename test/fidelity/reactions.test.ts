import { describe, expect, it } from 'vitest';
import { openJournal } from '../../bridges/journal/index.ts';
import { created, edited, reacted } from '../support/events.ts';
import { openRoom, skipsIn } from './kit.ts';

const any = { capabilities: { reactions: 'any' as const } };
const few = { capabilities: { reactions: 'one-of-few' as const }, offers: ['👍', '❤️'] };

describe('reactions where the other side has them', () => {
  it('are ours once for all people with the same emoji, until the last of them takes theirs back', async () => {
    const room = await openRoom({ team: any });
    await room.tell('site', created('1', 'hi'), reacted('1', '👍', 'Ann'), reacted('1', '👍', 'Ben'));
    await room.tell('site', reacted('1', '🎉', 'Zoe'));
    expect(room.service.messages[0]?.reactions).toEqual(['👍', '🎉']);
    await room.tell('site', reacted('1', '👍', 'Ann', 'removed'));
    expect(room.service.messages[0]?.reactions).toEqual(['👍', '🎉']);
    await room.tell('site', reacted('1', '👍', 'Ben', 'removed'));
    expect(room.service.messages[0]?.reactions).toEqual(['🎉']);
    expect(room.service.texts('C1')).toEqual(['Ada: hi']);
  });

  it('show the newest that stands where there is only one, and go back to the one before', async () => {
    const room = await openRoom({ team: few });
    const shown = (): unknown => room.service.messages[0]?.reactions;
    await room.tell('site', created('1', 'hi'), reacted('1', '👍', 'Ann'), reacted('1', '❤️', 'Ben'));
    expect(shown()).toEqual(['❤️']);
    await room.tell('site', reacted('1', '❤️', 'Ben', 'removed'));
    expect(shown()).toEqual(['👍']);
    await room.tell('site', reacted('1', '❤️', 'Zoe'), reacted('1', '👍', 'Ann', 'removed'));
    expect(shown()).toEqual(['❤️']);
    await room.tell('site', reacted('1', '❤️', 'Zoe', 'removed'));
    expect(shown()).toEqual([]);
  });

  it('take the place of an earlier one of the same person where people have one each', async () => {
    for (const target of [any, few]) {
      const room = await openRoom({ site: few, team: target });
      const shown = (): unknown => room.service.messages[0]?.reactions;
      await room.tell('site', created('1', 'hi'), reacted('1', '👍', 'Ann'), reacted('1', '❤️', 'Ann'));
      expect(shown()).toEqual(['❤️']);
      await room.tell('site', reacted('1', '👍', 'Ann', 'removed'));
      expect(shown()).toEqual(['❤️']);
      await room.tell('site', reacted('1', '❤️', 'Ben'), reacted('1', '👍', 'Ben'));
      await room.tell('site', reacted('1', '👍', 'Ben', 'removed'));
      expect(shown()).toEqual(['❤️']);
      await room.tell('site', reacted('1', '❤️', 'Ann', 'removed'));
      expect(shown()).toEqual([]);
    }
  });

  it('reach the original when somebody reacts to its copy, and the other copies too', async () => {
    const room = await openRoom({ site: any, team: any, club: any });
    room.service.messages.push({ id: 'orig', conversation: '1', text: 'hi', replyTo: undefined });
    await room.tell('site', created('orig', 'hi'));
    const copyId = (conversation: string): string =>
      room.service.messages.find((it) => it.conversation === conversation)?.id ?? '';
    await room.tell('team', reacted(copyId('C1'), '👍', 'Tim', 'added', 'C1'));
    const shown = (conversation: string) =>
      room.service.messages.find((it) => it.conversation === conversation)?.reactions;
    expect(shown('1')).toEqual(['👍']);
    expect(shown('K1')).toEqual(['👍']);
    expect(shown('C1')).toBeUndefined();
  });

  it('reach the original also when its copy was seen before the service answered that it is there', async () => {
    const room = await openRoom({ site: any, team: any, bothWays: true });
    const { relay, service } = room;
    service.messages.push({ id: 'orig', conversation: '1', text: 'hi', replyTo: undefined });
    service.next('C1', 'answer-late');
    await relay.accept('site', [created('orig', 'hi')], undefined);
    await service.until(() => service.texts('C1').length === 1);
    const copy = service.messages[1]?.id ?? '';
    await relay.accept('team', [reacted(copy, '👍', 'Tim', 'added', 'C1')], undefined);
    await relay.accept('team', [created('t1', 'ho', { conversation: 'C1', replyTo: copy })], undefined);
    setImmediate(() => {
      service.release();
    });
    await room.settled(3);
    expect(service.messages[0]?.reactions).toEqual(['👍']);
    expect(service.messages.at(-1)).toMatchObject({ conversation: '1', replyTo: 'orig' });
  });

  it('stay as they were shown over a restart', async () => {
    const first = await openRoom({ team: any });
    await first.tell('site', created('1', 'hi'), reacted('1', '👍', 'Ann'), reacted('1', '👍', 'Ben'));
    await first.stop();
    const second = await openRoom({ team: any }, first);
    await second.tell('site', reacted('1', '👍', 'Ann', 'removed'));
    expect(second.service.messages[0]?.reactions).toEqual(['👍']);
    await second.tell('site', reacted('1', '👍', 'Ben', 'removed'));
    expect(second.service.messages[0]?.reactions).toEqual([]);
  });
});

describe('reactions that the other side cannot show', () => {
  it('stand in a line at the end of the copy, which is kept up to date', async () => {
    const room = await openRoom();
    await room.tell('site', created('1', 'hi'), reacted('1', '👍', 'Ann'), reacted('1', '👍', 'Ben'));
    await room.tell('site', reacted('1', '🎉', 'Zoe'));
    expect(room.service.texts('C1')).toEqual(['Ada: hi\n\n👍 Ann, Ben · 🎉 Zoe']);
    await room.tell('site', reacted('1', '👍', 'Ann', 'removed'));
    expect(room.service.texts('C1')).toEqual(['Ada: hi\n\n👍 Ben · 🎉 Zoe']);
    await room.tell('site', reacted('1', '👍', 'Ben', 'removed'), reacted('1', '🎉', 'Zoe', 'removed'));
    expect(room.service.texts('C1')).toEqual(['Ada: hi']);
  });

  it('have one place in the line for each person where people have one each', async () => {
    const room = await openRoom({ site: few, team: few });
    await room.tell('site', created('1', 'hi'), reacted('1', '🎉', 'Ann'), reacted('1', '🦊', 'Ann'));
    expect(room.service.texts('C1')).toEqual(['Ada: hi\n\n🦊 Ann']);
    await room.tell('site', reacted('1', '👍', 'Ann'));
    expect(room.service.texts('C1')).toEqual(['Ada: hi']);
    expect(room.service.messages[0]?.reactions).toEqual(['👍']);
  });

  it('keep their line when the text is edited, and take the newest text when it changes, over a restart', async () => {
    const first = await openRoom();
    await first.tell('site', created('1', 'helo'), reacted('1', '👍', 'Ann'), edited('1', 'hello'));
    expect(first.service.texts('C1')).toEqual(['Ada: hello\n\n👍 Ann']);
    await first.stop();
    const second = await openRoom({}, first);
    await second.tell('site', reacted('1', '🎉', 'Zoe'));
    expect(second.service.texts('C1')).toEqual(['Ada: hello\n\n👍 Ann · 🎉 Zoe']);
  });

  it('stand in the line alone of their kind: what can be shown is shown', async () => {
    const room = await openRoom({ team: few });
    await room.tell('site', created('1', 'hi'), reacted('1', '👍', 'Ann'), reacted('1', ':party:', 'Ben'));
    expect(room.service.messages[0]?.reactions).toEqual(['👍']);
    expect(room.service.texts('C1')).toEqual(['Ada: hi\n\n:party: Ben']);
  });

  it('stand under the name alone where the message never had a text', async () => {
    const download = (): Promise<Uint8Array> => Promise.resolve(new Uint8Array([1]));
    const files = { send: true, receive: true };
    const attachments = [{ kind: 'image' as const, name: 'a.png', mimeType: 'image/png' }];
    const room = await openRoom({ site: { download }, team: { capabilities: { files } } });
    await room.tell('site', created('1', '', { attachments }), reacted('1', '👍', 'Ann'));
    expect(room.service.texts('C1')[0]).toBe('Ada:\n\n👍 Ann');
    await room.tell('site', reacted('1', '👍', 'Ann', 'removed'));
    expect(room.service.texts('C1')[0]).toBe('Ada:');
    const event = edited('1', '');
    if ('message' in event) await room.tell('site', { ...event, message: { ...event.message, attachments } });
    expect(room.service.texts('C1')[0]).toBe('Ada:');
  });

  it('change only the last part of a long copy', async () => {
    const room = await openRoom();
    await room.tell('site', created('1', 'many words '.repeat(15)), reacted('1', '👍', 'Ann'));
    const parts = room.service.texts('C1');
    expect(parts.at(-1)).toMatch(/\n\n👍 Ann$/);
    expect(room.service.calls).toHaveLength(1);
  });

  it('are told by a message where copies cannot be changed, and taking them back is not', async () => {
    const room = await openRoom({ team: { without: ['edit'] } });
    await room.tell('site', created('1', 'hi'), reacted('1', '👍', 'Ann'));
    await room.tell('site', reacted('1', '👍', 'Ann', 'removed'));
    expect(room.service.texts('C1')).toEqual(['Ada: hi', 'Ann: reacted 👍 to “hi”']);
    expect(room.service.messages[1]?.replyTo).toBe(room.service.messages[0]?.id);
  });

  it('are told by a message when they are on somebody else’s message, which is not ours to change', async () => {
    const room = await openRoom({ bothWays: true });
    await room.tell('site', created('1', 'hi'));
    const copy = room.service.messages[0]?.id ?? '';
    await room.tell('team', reacted(copy, '👍', 'Tim', 'added', 'C1'));
    expect(room.service.texts('1')).toEqual(['Tim: reacted 👍 to “hi”']);
  });

  it('are told in words only where the route wants it, and not carried at all where it does not', async () => {
    const native = await openRoom({ route: { reactions: 'native' } });
    await native.tell('site', created('1', 'hi'), reacted('1', '👍', 'Ann'));
    const off = await openRoom({ team: any, route: { reactions: 'off' } });
    await off.tell('site', created('1', 'hi'), reacted('1', '👍', 'Ann'));
    expect(native.service.texts('C1')).toEqual(['Ada: hi']);
    expect(off.service.messages[0]?.reactions).toBeUndefined();
    expect(skipsIn(native)).toEqual(['Memory shows no reactions']);
    expect(skipsIn(off)).toEqual(['the route "route-1" carries no reactions']);
  });

  it('are told once, whether in a line or by a message, when the process died before it could record that', async () => {
    for (const without of [[], ['edit']] as const) {
      const first = await openRoom({ team: { without } });
      await first.tell('site', created('1', 'hi'));
      await first.stop();
      const journal = await openJournal(first.file);
      const to = [{ route: 'route-1', place: { account: 'team', conversation: 'C1' } }];
      await journal.accept('site', [{ event: reacted('1', '👍', 'Ann'), to }], undefined);
      await journal.close();
      // What the process did before it died.
      const [copy] = first.service.messages;
      if (without.length === 0 && copy) copy.text = 'Ada: hi\n\n👍 Ann';
      else {
        const text = 'Ann: reacted 👍 to “hi”';
        first.service.messages.push({ id: 'told', conversation: 'C1', text, replyTo: copy?.id });
      }
      const before = first.service.texts('C1');
      const second = await openRoom({ team: { without } }, first);
      await second.settled(1);
      expect(second.service.texts('C1')).toEqual(before);
    }
  });

  it('say nothing that the rules of the route keep back', async () => {
    const find = {
      source: 'secret',
      matches: () => true,
      replace: (text: string) => text.replace('secret', '…'),
    };
    const rules = [{ when: {}, act: { do: 'replace' as const, find, with: '…' } }];
    const room = await openRoom({ team: { without: ['edit'] }, route: { rules } });
    await room.tell('site', created('1', 'a secret'), reacted('1', '👍', 'Ann'));
    expect(room.service.texts('C1')).toEqual(['Ada: a …', 'Ann: reacted 👍 to “a …”']);
  });
});
