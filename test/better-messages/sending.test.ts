import { describe, expect, it } from 'vitest';
import { textTree } from '../../src/text/index.ts';
import { partOf, useStage } from './stage.ts';

describe('looking for a message whose answer was lost', () => {
  const stage = useStage();

  it('finds it though the site has changed its text', async () => {
    const { connection, site, group, host } = stage();
    const since = host.now();
    const part = partOf(connection, 'what a darn thing');
    const { id = '' } = await connection.send(group, part);
    await site.edit({ conversation: group, id, as: '6', text: 'what a **** thing' });
    expect(await connection.findSent(group, part, { since, isKnown: () => false })).toEqual({ id });
  });

  it('does not take for it what the same account says elsewhere with the same words', async () => {
    const { connection, group, host } = stage();
    const since = host.now();
    await connection.client.send(Number(group), { message: 'done' });
    const part = partOf(connection, 'done');
    expect(await connection.findSent(group, part, { since, isKnown: () => false })).toBeUndefined();
  });

  it('tells parts with long keys apart', async () => {
    const { connection, group, host } = stage();
    const since = host.now();
    const [one, two] = ['1', '2'].map(
      (end) => connection.compose({ text: textTree('the same'), key: 'k'.repeat(60) + end })[0],
    );
    if (!one || !two) throw new Error('compose gave no part');
    const { id } = await connection.send(group, one);
    expect(await connection.findSent(group, one, { since, isKnown: () => false })).toEqual({ id });
    expect(await connection.findSent(group, two, { since, isKnown: () => false })).toBeUndefined();
  });

  it.each(['plain', '<b>a & b</b> <@U1> 3 < 4', '&amp; "quoted" \'n so on', '*stars*\n\nlines'])(
    'knows %j by its words where the site has taken the marker off after a day',
    async (text) => {
      const { connection, group, host, site } = stage();
      const since = host.now();
      const part = partOf(connection, text);
      const { message_id } = await connection.client.send(Number(group), { message: part.text });
      site.clock.step(86_400_000);
      host.stepClock(86_400_000);
      const find = (known: boolean) => connection.findSent(group, part, { since, isKnown: () => known });
      expect([await find(false), await find(true)]).toEqual([{ id: String(message_id) }, undefined]);
    },
  );
});
