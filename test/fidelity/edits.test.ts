import { describe, expect, it } from 'vitest';
import { created, deleted, edited, message } from '../support/events.ts';
import { openRoom, skipsIn } from './kit.ts';

const long = 'many words '.repeat(12).trim();

describe('edits and deletions', () => {
  it('reach a copy that does not exist yet when they arrive', async () => {
    const { relay, service, settled } = await openRoom();
    service.next('C1', 'hang');
    service.next('C2', 'hang');
    await relay.accept('site', [created('1', 'helo')], undefined);
    await relay.accept('site', [created('2', 'oops', { conversation: '2' })], undefined);
    await service.until(() => service.sendLog.length === 2);
    await relay.accept('site', [edited('1', 'hello')], undefined);
    await relay.accept('site', [{ ...deleted('2'), conversation: '2' }], undefined);
    service.release();
    await settled(4);
    expect(service.texts('C1')).toEqual(['Ada: hello']);
    expect(service.texts('C2')).toEqual([]);
  });

  it('reach every part, add parts that are missing and take away those that are too many', async () => {
    const room = await openRoom();
    await room.tell('site', created('1', 'short'), edited('1', long));
    expect(room.service.texts('C1').length).toBeGreaterThan(2);
    expect(room.service.texts('C1').join(' ')).toBe(`Ada: ${long}`);
    await room.tell('site', edited('1', 'short again', '2'));
    expect(room.service.texts('C1')).toEqual(['Ada: short again']);
    await room.tell('site', edited('1', long, '3'), deleted('1'));
    expect(room.service.texts('C1')).toEqual([]);
  });

  it('leave words in the place of parts that cannot be removed', async () => {
    const room = await openRoom({ team: { without: ['delete'] } });
    await room.tell('site', created('1', long), edited('1', 'short'));
    expect(room.service.texts('C1')).toEqual(['Ada: short', '[text removed]', '[text removed]']);
  });

  it('say that a text is gone when nothing is left of it, and show it again when it is back', async () => {
    const room = await openRoom();
    await room.tell('site', created('1', 'hi'), edited('1', ''));
    expect(room.service.texts('C1')).toEqual(['Ada: [text removed]']);
    await room.tell('site', edited('1', 'hi again', '2'));
    expect(room.service.texts('C1')).toEqual(['Ada: hi again']);
  });

  it('leave the files of a message where they are', async () => {
    const download = (): Promise<Uint8Array> => Promise.resolve(new Uint8Array([1, 2]));
    const files = { send: true, receive: true };
    const photo = { kind: 'image' as const, name: 'a.png', mimeType: 'image/png' };
    const room = await openRoom({ site: { download }, team: { capabilities: { files } } });
    await room.tell('site', created('1', 'helo', { attachments: [photo] }));
    await room.tell('site', edited('1', 'hello'));
    expect(room.service.messages.map(({ text, file }) => file?.name ?? text)).toEqual([
      'Ada: hello',
      'a.png',
    ]);
    await room.tell('site', deleted('1'));
    expect(room.service.messages).toEqual([]);
  });

  it('of a message that could not be delivered are what a person’s second try delivers', async () => {
    const room = await openRoom();
    room.service.next('C1', 'refuse', 'refuse');
    await room.tell('site', created('1', 'helo'), created('2', 'oops'), created('3', 'next'));
    await room.tell('site', edited('1', 'hello'), deleted('2'));
    expect(room.service.texts('C1')).toEqual(['Ada: next']);
    await room.journal.retry('all');
    await room.relay.reload();
    await room.settled(7);
    expect(room.service.texts('C1')).toEqual(['Ada: next', 'Ada: hello']);
    expect(skipsIn(room).at(-1)).toBe('the message was deleted before it could be delivered');
  });

  it('that failed do not bring back an old text when a person tries them again', async () => {
    const room = await openRoom();
    await room.tell('site', created('1', 'one'));
    room.service.refuseEdits = 1;
    await room.tell('site', edited('1', 'two', '2'), edited('1', 'three', '3'));
    expect(room.service.texts('C1')).toEqual(['Ada: three']);
    expect(await room.journal.retry('all')).toBe(1);
    await room.relay.reload();
    await room.settled(4);
    expect(room.service.texts('C1')).toEqual(['Ada: three']);
  });

  it('forget parts that are gone also when a later step fails for good', async () => {
    const room = await openRoom();
    const target = { account: 'team', conversation: 'C1' };
    await room.tell('site', created('1', long));
    const [kept] = await room.journal.copies({ account: 'site', conversation: '1' }, '1', target);
    room.service.refuseDeletes = 1;
    await room.tell('site', edited('1', 'short'));
    const left = await room.journal.copies({ account: 'site', conversation: '1' }, '1', target);
    const there = room.service.messages.map(({ id }) => id);
    expect(left.map(({ copyId }) => copyId)).toEqual(there);
    expect(there).toContain(kept?.copyId);
    expect(there).toHaveLength(2);
  });

  it('are told of where copies cannot be changed, also that nothing is left of a text', async () => {
    const room = await openRoom({ team: { without: ['edit', 'delete'] } });
    await room.tell('site', created('1', 'hi'), edited('1', ''), deleted('1'));
    expect(room.service.texts('C1').slice(0, 2)).toEqual(['Ada: hi', 'Ada: [edited] [text removed]']);
  });

  it('keep the date of a message that was mirrored late', async () => {
    const room = await openRoom();
    const sentAt = '2024-02-03T23:30:00.000Z';
    await room.tell('site', created('1', 'helo', { sentAt }));
    expect(room.service.texts('C1')).toEqual(['Ada (2024-02-03): helo']);
    const event = edited('1', 'hello');
    await room.tell('site', { ...event, message: message('1', 'hello', { sentAt }) } as typeof event);
    expect(room.service.texts('C1')).toEqual(['Ada (2024-02-03): hello']);
  });
});
