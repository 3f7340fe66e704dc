import { describe, expect, it } from 'vitest';
import { ALICE, BOB, told, useStage } from './stage.ts';

/** More than the feed remembers one by one. */
const MANY = 700;

describe('a busy site with Better Messages', () => {
  const stage = useStage();

  it('has each edit told once, however many there are within the time that every poll looks back', async () => {
    const { site, group } = stage();
    const from = await stage().baseline();
    const ids: string[] = [];
    for (let number = 1; number <= MANY; number += 1) ids.push(await stage().say(`m${String(number)}`));
    const written = await stage().drain(from);
    for (const id of ids) await site.edit({ conversation: group, id, as: ALICE, text: `${id} changed` });
    const edited = await stage().drain(written.cursor);
    expect(told(edited.events).filter((one) => one.startsWith('edited'))).toHaveLength(MANY);
    expect((await stage().drain(edited.cursor)).events).toEqual([]);
  });

  it('loses no edit of an old message at the end of a page', async () => {
    const { site, group } = stage();
    const old = await stage().say('old');
    site.clock.step(3_600_000);
    for (let number = 1; number <= 30; number += 1) await stage().say(`filler ${String(number)}`);
    const cursor = await stage().baseline();
    site.clock.step(3_600_000);
    site.clock.step(1_000 - (site.clock.now() % 1_000));
    for (let number = 1; number <= 200; number += 1) await stage().say(`m${String(number)}`);
    site.clock.step(500);
    await site.edit({ conversation: group, id: old, as: ALICE, text: 'changed' });
    site.clock.step(3_600_000);
    expect(told((await stage().drain(cursor)).events)).toContain('edited changed');
  });

  it('does not have reactions told again that stand under a message from of old', async () => {
    const { site, group } = stage();
    const old = await stage().say('old');
    await site.react({ conversation: group, id: old, as: BOB, emoji: '👍' });
    let { cursor } = { cursor: await stage().baseline() };
    for (let round = 0; round < 4; round += 1) {
      site.clock.step(3_600_000);
      for (let number = 1; number <= 200; number += 1)
        await stage().say(`${String(round)} ${String(number)}`);
      ({ cursor } = await stage().drain(cursor));
    }
    await site.edit({ conversation: group, id: old, as: ALICE, text: 'changed' });
    expect(told((await stage().drain(cursor)).events)).toEqual(['edited changed']);
  });
});
