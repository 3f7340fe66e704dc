import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openJournal } from '../../bridges/journal/index.ts';
import { MemoryService } from '../support/memory-platform.ts';
import { created, deleted, edited } from '../support/events.ts';
import { startRelay } from '../support/relay.ts';
import { tempDir } from '../support/temp.ts';

const file = (): string => path.join(tempDir(), 'parley.db');

function numbered(count: number, conversation = '1') {
  return Array.from({ length: count }, (_, index) =>
    created(`${conversation}${String(index).padStart(3, '0')}`, `text ${String(index)}`, { conversation }),
  );
}

describe('the relay', () => {
  it('delivers every message once and in order', async () => {
    const service = new MemoryService();
    const { relay, settled } = await startRelay(file(), service);
    const events = numbered(300);
    await Promise.all(events.map((event) => relay.accept('site', [event], undefined)));
    await settled(300);
    expect(service.texts('C1')).toEqual(events.map((_, index) => `Ada: text ${String(index)}`));
  });

  it('leaves out own messages, announcements, and what has no route', async () => {
    const service = new MemoryService();
    const { relay, journal, settled } = await startRelay(file(), service);
    const by = (id: string, kind: 'self' | 'system' | 'bot') =>
      created(id, kind, { author: { id, name: kind, kind } });
    await relay.accept(
      'site',
      [by('1', 'self'), by('2', 'system'), created('3', 'x', { conversation: '99' })],
      'c1',
    );
    await relay.accept('site', [by('4', 'bot')], 'c2');
    await settled(1);
    expect(service.texts('C1')).toEqual(['bot: bot']);
    expect(await journal.cursor('site')).toBe('c2');
  });

  it('keeps a blocked conversation from delaying another', async () => {
    const service = new MemoryService();
    const { relay, settled } = await startRelay(file(), service);
    service.next('C1', 'hang');
    await relay.accept('site', numbered(1), undefined);
    await service.until(() => service.sendLog.length === 1);
    await relay.accept('site', numbered(50, '2'), undefined);
    await settled(50);
    expect(service.texts('C2')).toHaveLength(50);
    expect(service.texts('C1')).toEqual([]);
    service.release();
    await settled(51);
  });

  it('waits as long as it is told and keeps the order', async () => {
    const service = new MemoryService();
    const { relay, settled, happenings } = await startRelay(file(), service);
    service.next('C1', 'limit');
    await relay.accept('site', numbered(3), undefined);
    await settled(3);
    expect(service.texts('C1')).toEqual(['Ada: text 0', 'Ada: text 1', 'Ada: text 2']);
    expect(happenings.find(({ type }) => type === 'attempt-failed')).toMatchObject({ retryInMs: 200 });
  });

  it('does not repeat a message whose answer was lost, and repeats one that never arrived', async () => {
    const service = new MemoryService();
    const { relay, settled, happenings } = await startRelay(file(), service);
    service.next('C1', 'lost-answer');
    service.next('C2', 'drop');
    await relay.accept('site', [...numbered(2), ...numbered(2, '2')], undefined);
    await settled(4);
    expect(service.texts('C1')).toEqual(['Ada: text 0', 'Ada: text 1']);
    expect(service.texts('C2')).toEqual(['Ada: text 0', 'Ada: text 1']);
    const recognised = happenings.flatMap((h) =>
      h.type === 'settled' && h.recognised ? [h.recognised] : [],
    );
    expect(recognised.sort()).toEqual(['absent', 'found']);
  });

  it('tells a lost copy from an earlier one of the same text', async () => {
    const service = new MemoryService();
    const { relay, settled } = await startRelay(file(), service);
    await relay.accept('site', [created('1', 'ok')], undefined);
    await settled(1);
    service.next('C1', 'drop', 'lost-answer');
    await relay.accept('site', [created('2', 'ok'), created('3', 'ok')], undefined);
    await settled(3);
    expect(service.texts('C1')).toEqual(['Ada: ok', 'Ada: ok', 'Ada: ok']);
  });

  it('takes up after a crash between a send and its record without repeating it', async () => {
    const service = new MemoryService();
    const journalFile = file();
    // All that an earlier process left: three acknowledged events, and a copy it sent but could not record.
    const events = numbered(3);
    const earlier = await openJournal(journalFile);
    const to = [{ route: 'route-1', place: { account: 'team', conversation: 'C1' } }];
    await earlier.accept(
      'site',
      events.map((event) => ({ event, to })),
      undefined,
    );
    await earlier.close();
    service.messages.push({ id: 'unrecorded', conversation: 'C1', text: 'Ada: text 0', replyTo: undefined });

    const { journal, settled } = await startRelay(journalFile, service);
    await settled(3);
    expect(service.texts('C1')).toEqual(['Ada: text 0', 'Ada: text 1', 'Ada: text 2']);
    expect(await journal.originOf({ account: 'team', conversation: 'C1' }, 'unrecorded')).toBeDefined();
  });

  it('splits a long text, and goes on with the missing part only', async () => {
    const service = new MemoryService();
    const { relay, settled } = await startRelay(file(), service);
    service.next('C1', 'hang', 'lost-answer', 'drop');
    const words = Array.from({ length: 50 }, (_, index) => `word${String(index)}`).join(' ');
    service.release();
    const accepting = relay.accept('site', [created('1', words)], undefined);
    await service.until(() => service.sendLog.length === 1);
    service.release();
    await accepting;
    await settled(1);
    expect(service.texts('C1').length).toBeGreaterThan(3);
    expect(service.texts('C1').join('').replaceAll(/\s/g, '')).toBe(`Ada: ${words}`.replaceAll(' ', ''));
  });

  it('keeps what is refused with a sentence that holds no secret, goes on, and sends again on request', async () => {
    const service = new MemoryService();
    const { relay, journal, settled } = await startRelay(file(), service);
    service.next('C1', 'refuse');
    await relay.accept('site', numbered(2), undefined);
    await settled(2);
    const [failed] = await journal.deliveries({ state: 'failed' });
    expect(failed?.reason).toBe('Could not send a message: no such conversation ([hidden]). Try again.');
    expect(service.texts('C1')).toEqual(['Ada: text 1']);
    await journal.retry('all');
    await relay.reload();
    await settled(3);
    expect(service.texts('C1')).toEqual(['Ada: text 1', 'Ada: text 0']);
  });

  it('mirrors edits and deletions to the copies, also over a restart', async () => {
    const service = new MemoryService();
    const journalFile = file();
    const first = await startRelay(journalFile, service);
    await first.relay.accept('site', [created('1', 'helo'), created('2', 'oops')], undefined);
    await first.settled(2);
    await first.stop();
    const second = await startRelay(journalFile, service);
    await second.relay.accept('site', [edited('1', 'hello'), deleted('2')], undefined);
    await second.settled(2);
    expect(service.texts('C1')).toEqual(['Ada: hello']);
  });

  it('says what happened where a copy cannot be changed', async () => {
    const service = new MemoryService();
    const { relay, settled } = await startRelay(file(), service, { without: ['edit', 'delete'] });
    await relay.accept('site', [created('1', 'helo'), edited('1', 'hello'), deleted('1')], undefined);
    await settled(3);
    expect(service.texts('C1')).toEqual(['Ada: helo', 'Ada: [edited] hello', 'Ada: [deleted] “hello”']);
    expect(service.messages[1]?.replyTo).toBe(service.messages[0]?.id);
  });

  it('answers the copy of the message that was answered, or quotes it where there are no answers', async () => {
    const service = new MemoryService();
    const { relay, settled } = await startRelay(file(), service);
    await relay.accept('site', [created('1', 'tea?'), created('2', 'yes', { replyTo: '1' })], undefined);
    await settled(2);
    expect(service.messages[1]?.replyTo).toBe(service.messages[0]?.id);

    const other = new MemoryService();
    const without = await startRelay(file(), other, { capabilities: { replies: 'none' } });
    await without.relay.accept(
      'site',
      [created('1', 'tea?'), created('2', 'yes', { replyTo: '1' })],
      undefined,
    );
    await without.settled(2);
    expect(other.texts('C1')[1]).toMatch(/^> Ada: tea\?\s+Ada: yes$/);
  });

  it('finishes what is in flight when it is stopped, and leaves the rest for the next start', async () => {
    const service = new MemoryService();
    const journalFile = file();
    const first = await startRelay(journalFile, service);
    service.next('C1', 'hang');
    await first.relay.accept('site', numbered(3), undefined);
    await service.until(() => service.sendLog.length === 1);
    await first.stop();
    expect(service.texts('C1')).toEqual(['Ada: text 0']);
    const second = await startRelay(journalFile, service);
    await second.settled(2);
    expect(service.texts('C1')).toEqual(['Ada: text 0', 'Ada: text 1', 'Ada: text 2']);
  });

  it('begins no call that waited for its turn when it is stopped', async () => {
    const service = new MemoryService();
    const capabilities = { rate: { concurrency: 1 } };
    const { relay, stop } = await startRelay(file(), service, { capabilities });
    service.next('C1', 'hang');
    await relay.accept('site', numbered(1), undefined);
    await service.until(() => service.sendLog.length === 1);
    await relay.accept('site', numbered(1, '2'), undefined);
    await new Promise((resolve) => setImmediate(resolve));
    await stop();
    expect(service.sendLog).toEqual(['C1 Ada: text 0']);
  });

  it('acknowledges nothing once the journal cannot be written', async () => {
    const service = new MemoryService();
    const { relay, journal, fatal } = await startRelay(file(), service);
    await journal.close();
    await expect(relay.accept('site', numbered(1), 'c1')).rejects.toThrow();
    expect(fatal).toHaveLength(1);
    expect(service.sendLog).toEqual([]);
  });
});
