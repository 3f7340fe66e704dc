import { copyFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ParleyEvent } from '../../src/model/index.ts';
import type { Participant } from '../../src/platforms/index.ts';
import type { Root } from '../../src/text/index.ts';
import { openJournal } from '../../bridges/journal/index.ts';
import { created, edited, reacted } from '../support/events.ts';
import { MemoryService } from '../support/memory-platform.ts';
import type { RelaySetup } from '../support/relay.ts';
import { tempDir } from '../support/temp.ts';
import type { Room } from './kit.ts';
import { openRoom } from './kit.ts';

const team = { capabilities: { mentions: true }, people: [{ id: 'T1', name: 'Ann' }] };
const ann = [{ id: '491@c.us', name: 'Ann' }];
const nobody = (): Promise<Participant[]> => Promise.reject(new Error('no'));

/** By number alone: what it is called depends on who is known. */
const call: Root = {
  type: 'root',
  children: [{ type: 'paragraph', children: [{ type: 'mention', id: '491@c.us', name: '491' }] }],
};

/** The journal as a process that is killed now would leave it. */
function killed({ file }: Room): string {
  const left = path.join(tempDir(), 'parley.db');
  for (const end of ['', '-wal']) if (existsSync(file + end)) copyFileSync(file + end, left + end);
  return left;
}

describe('a message whose sending was interrupted', () => {
  it('says the same again when other people are known by then, so that it is found', async () => {
    const first = await openRoom({ site: { people: ann }, team });
    first.service.next('C1', 'answer-late');
    await first.relay.accept('site', [created('1', '', { text: call })], undefined);
    await first.service.until(() => first.service.texts('C1').length === 1);
    const file = killed(first);
    const { service } = first;
    const second = await openRoom(
      { site: { people: nobody }, team: { ...team, people: nobody } },
      { service, file },
    );
    await second.settled(1);
    expect(service.texts('C1')).toEqual(['Ada: @Ann']);
  });

  it('says the same again when the route names people otherwise by then', async () => {
    const first = await openRoom();
    first.service.next('C1', 'lost-answer');
    await first.relay.accept('site', [created('1', 'hi')], undefined);
    await first.service.until(() => first.happenings.some(({ type }) => type === 'attempt-failed'));
    await first.stop();
    const second = await openRoom({ route: { nickname: '{name} ({account})' } }, first);
    await second.settled(1);
    await second.relay.accept('site', [created('2', 'ho')], undefined);
    await second.settled(2);
    expect(second.service.texts('C1')).toEqual(['Ada: hi', 'Ada (site): ho']);
  });

  it('goes on with its other parts as it began', async () => {
    const long = 'many words '.repeat(12).trim();
    const first = await openRoom();
    first.service.next('C1', 'pass', 'drop');
    await first.relay.accept('site', [created('1', long)], undefined);
    await first.service.until(() => first.happenings.some(({ type }) => type === 'attempt-failed'));
    await first.stop();
    const second = await openRoom({ route: { nickname: 'Somebody whose name is long' } }, first);
    await second.settled(1);
    expect(second.service.texts('C1').join(' ')).toBe(`Ada: ${long}`);
  });

  it('is written anew when it certainly did not arrive', async () => {
    const first = await openRoom();
    first.service.next('C1', 'refuse');
    await first.tell('site', created('1', 'hi'));
    await first.stop();
    const second = await openRoom({ route: { nickname: '{name} ({account})' } }, first);
    await second.journal.retry('all');
    await second.relay.reload();
    await second.settled(1);
    expect(second.service.texts('C1')).toEqual(['Ada (site): hi']);
  });
});

describe('what a delivery sends', () => {
  const files = { send: true, receive: true };
  const download = (): Promise<Uint8Array> => Promise.resolve(new Uint8Array([1, 2]));
  const attachments = ['a', 'b'].map((name) => ({ kind: 'image' as const, name, mimeType: 'image/png' }));
  const long = 'many words '.repeat(12).trim();
  const withFiles = { site: { download }, team: { capabilities: { files } } };
  const refusing = { ...withFiles, team: { ...withFiles.team, refuses: ['a'] } };
  const captioned = { ...refusing, team: { ...refusing.team, captions: true } };
  const mute = { team: { without: ['edit' as const] } };
  const shown = ({ service }: Room): string[] =>
    service.messages.map(({ text, file }) => (file ? `${text}<${file.name}>` : text));

  it.each<[string, RelaySetup, ParleyEvent[]]>([
    ['a long text and files', withFiles, [created('1', long, { attachments })]],
    ['a file that is refused', refusing, [created('1', 'look', { attachments })]],
    ['a file that is refused with its caption', captioned, [created('1', 'look', { attachments })]],
    ['an edit that makes a text longer', {}, [created('1', 'short'), edited('1', long)]],
    ['an edit, told in a message', mute, [created('1', 'short'), edited('1', long)]],
    ['a reaction, told in a message', mute, [created('1', 'hi'), reacted('1', '👍', 'Ann')]],
    [
      'a reaction in the line of a long text',
      {},
      [created('1', long), reacted('1', '👍 '.repeat(40), 'Ann')],
    ],
  ])(
    'of %s is there once and in order, at whichever send the process is killed',
    async (_, setup, events) => {
      const whole = await openRoom(setup);
      await whole.tell('site', ...events);
      const expected = shown(whole);
      const sends = whole.service.sendLog.length;
      expect(sends).toBeGreaterThan(1);
      for (const moment of ['hang', 'answer-late'] as const) {
        for (let at = 0; at < sends; at += 1) {
          const first = await openRoom(setup);
          first.service.next('C1', ...Array.from({ length: at }, () => 'pass' as const), moment);
          await first.relay.accept('site', events, undefined);
          await first.service.until(() => first.service.sendLog.length > at);
          await new Promise((resolve) => setImmediate(resolve));
          const service = new MemoryService();
          service.continueFrom(first.service);
          const file = killed(first);
          const left = await openJournal(file);
          const { waiting } = await left.counts();
          await left.close();
          const second = await openRoom(setup, { service, file });
          await second.settled(waiting);
          expect(shown(second), `${moment} at send ${String(at)}`).toEqual(expected);
        }
      }
    },
  );
});

describe('a message that waits while its route is changed in the configuration', () => {
  const dropsSecrets = {
    rules: [
      {
        when: {
          text: [{ source: 'secret', matches: (text: string) => text.includes('secret'), replace: () => '' }],
        },
        act: { do: 'drop' as const },
      },
    ],
  };
  /** A journal with these messages of a route waiting. */
  async function waitingOn(route: string, ...texts: string[]): Promise<string> {
    const file = path.join(tempDir(), 'parley.db');
    const journal = await openJournal(file);
    const to = [{ route, place: { account: 'team', conversation: 'C1' } }];
    const intakes = texts.map((text, index) => ({ event: created(String(index), text), to }));
    await journal.accept('site', intakes, undefined);
    await journal.close();
    return file;
  }

  it('is under the rules of the route that goes its way now, whatever that is called', async () => {
    const file = await waitingOn('an-earlier-name', 'hello', 'a secret');
    const room = await openRoom({ route: dropsSecrets }, { file });
    await room.settled(2);
    expect(room.service.texts('C1')).toEqual(['Ada: hello']);
  });

  it('is kept when no route goes its way any more: nobody knows its rules', async () => {
    const file = await waitingOn('gone', 'a secret');
    const room = await openRoom({ route: dropsSecrets, lacking: ['1'] }, { file });
    await room.settled(1);
    expect(room.service.texts('C1')).toEqual([]);
    const [failed] = await room.journal.deliveries({ state: 'failed' });
    expect(failed?.reason).toContain('no route goes from site:1 to team:C1 any more');
  });
});
