import { describe, expect, it } from 'vitest';
import type { Journal } from '../../../bridges/journal/index.ts';
import { plainText } from '../../../src/text/index.ts';
import { created, deleted, edited, reacted } from '../../support/events.ts';
import { bot, hear, here, listened, mirror, open } from './kit.ts';

async function texts(journal: Journal, name = bot): Promise<string[]> {
  return (await journal.turns.heard(name)).map(({ message }) => plainText(message.text));
}

describe('what a bot hears', () => {
  it('is there when the journal has accepted it, for every bot of the place, over a restart', async () => {
    const journal = await open();
    await journal.accept('site', [listened(created('5', 'one'), bot, 'other')], 'cursor-5');
    await journal.close();
    const again = await open(journal.file);
    expect(await again.turns.heard(bot)).toMatchObject([
      { bot, place: here, message: { ...created('5', 'one').message } },
    ]);
    expect(await texts(again, 'other')).toEqual(['one']);
    expect(await texts(again, 'third')).toEqual([]);
    expect(await again.cursor('site')).toBe('cursor-5');
  });

  it('comes once, in order, and only of new messages', async () => {
    const journal = await open();
    const intakes = ['3', '1', '2'].map((id) => listened(created(id, id)));
    await journal.accept('site', [...intakes, ...intakes], undefined);
    await journal.accept('site', intakes, undefined);
    await journal.accept(
      'site',
      [listened(reacted('3', '👍', 'Zoe')), listened(edited('9', 'old'))],
      undefined,
    );
    expect(await texts(journal)).toEqual(['3', '1', '2']);
  });

  it('is not what is said where it does not listen, and not a copy', async () => {
    const journal = await open();
    const to = [{ route: 'support', place: here }];
    const event = created('m', 'original', { conversation: mirror.conversation });
    const [delivery] = await journal.accept('team', [{ event, to }], undefined);
    if (!delivery) throw new Error('nothing was accepted');
    const link = { from: mirror, messageId: 'm', to: here, copyId: '900', part: 0, kind: 'created' as const };
    await journal.settle({ delivery, state: 'done', attempts: 1, links: [link] });
    await journal.accept('site', [listened(created('900', 'copy'))], undefined);
    expect(await texts(journal)).toEqual([]);
  });

  it('can be asked for by place', async () => {
    const journal = await open();
    await hear(journal, '1', 'one');
    await hear(journal, '2', 'two', { conversation: '2' });
    const other = { account: 'site', conversation: '2' };
    expect(await journal.turns.heard(bot, other)).toMatchObject([{ place: other, message: { id: '2' } }]);
    expect(await journal.turns.heard(bot, { account: 'site', conversation: 'unknown' })).toEqual([]);
  });

  it('is the text as last edited, and nothing of what was taken back', async () => {
    const journal = await open();
    for (const id of ['1', '2', '3']) await hear(journal, id, `first ${id}`);
    await journal.accept('site', [listened(edited('1', 'second 1')), listened(deleted('2'))], undefined);
    await journal.accept('site', [listened(edited('1', 'third 1', '2'))], undefined);
    expect(await texts(journal)).toEqual(['third 1', 'first 3']);
    // An edit that comes after the deletion brings nothing back.
    await journal.accept('site', [listened(edited('2', 'late'))], undefined);
    expect(await texts(journal)).toEqual(['third 1', 'first 3']);
    expect(await journal.turns.search(here, 'late', 5)).toEqual([]);
  });

  it('is judged once', async () => {
    const journal = await open();
    const one = await hear(journal, '1');
    const two = await hear(journal, '2');
    await journal.turns.ignore([one.id], 'not-addressed');
    expect((await journal.turns.heard(bot)).map(({ id }) => id)).toEqual([two.id]);
    await expect(journal.turns.begin(bot, here, [one])).rejects.toThrow(/cannot be answered .* ignored/);
    expect(await journal.turns.open(bot)).toEqual([]);
  });
});

describe('the search', () => {
  async function say(journal: Journal, ...said: [id: string, text: string][]): Promise<void> {
    for (const [id, text] of said) await hear(journal, id, text);
  }
  async function found(journal: Journal, query: string, place = here): Promise<string[]> {
    return (await journal.turns.search(place, query, 10)).map(({ id }) => id);
  }

  it('finds what was said in one place, best first, whatever its accents and endings', async () => {
    const journal = await open();
    await say(
      journal,
      ['1', 'Refunds take five days'],
      ['2', 'The café in Zürich'],
      ['3', 'a refund, a refund!'],
    );
    await hear(journal, '4', 'refund elsewhere', { conversation: '2' });
    expect(await found(journal, 'refund')).toEqual(['3', '1']);
    expect((await found(journal, 'how long does the REFUND take?'))[0]).toBe('1');
    expect(await found(journal, 'cafe zurich')).toEqual(['2']);
    expect(await found(journal, 'refund', { account: 'site', conversation: 'none' })).toEqual([]);
  });

  it('finds words of scripts without spaces', async () => {
    const journal = await open();
    await say(journal, ['1', '我的订单在哪里'], ['2', '返品したいです']);
    expect(await found(journal, '订单')).toEqual(['1']);
    expect(await found(journal, '返品')).toEqual(['2']);
  });

  it('takes nothing for its own syntax', async () => {
    const journal = await open();
    await say(journal, ['1', 'say "hello" NEAR the door']);
    for (const query of ['"', 'text:', '*', 'NEAR(', "'); drop table said; --", 'a AND', '^', '-', '']) {
      await expect(journal.turns.search(here, query, 10)).resolves.toBeInstanceOf(Array);
    }
    expect(await found(journal, 'NEAR( "hello')).toEqual(['1']);
    expect(await found(journal, 'word '.repeat(5000))).toEqual([]);
  });

  it('follows edits and deletions', async () => {
    const journal = await open();
    await say(journal, ['1', 'apples'], ['2', 'pears']);
    await journal.accept('site', [listened(edited('1', 'cherries')), listened(deleted('2'))], undefined);
    expect(await found(journal, 'apples pears')).toEqual([]);
    expect(await found(journal, 'cherries')).toEqual(['1']);
  });

  it('finds files by their names', async () => {
    const journal = await open();
    const attachments = [{ kind: 'document' as const, name: 'invoice.pdf', mimeType: 'application/pdf' }];
    await hear(journal, '1', 'see there', { attachments });
    expect(await found(journal, 'invoice')).toEqual(['1']);
  });
});
