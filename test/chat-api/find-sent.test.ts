import { describe, expect, it } from 'vitest';
import type { LookBack } from '../../src/platforms/index.ts';
import { textTree } from '../../src/text/index.ts';
import type { Scene } from './fixture.ts';
import { eventually, failure, partOf, scene } from './fixture.ts';

const since = (...known: (string | undefined)[]): LookBack => ({
  since: Date.now() - 1000,
  isKnown: (id) => known.includes(id),
});

async function loseAnswer({ connection, emulator, group }: Scene, text: string): Promise<void> {
  emulator.faults.add({ kind: 'lost-answer', match: { method: 'POST' } });
  expect((await failure(connection.send(group, partOf(connection, text)))).outcome).toBe('unknown');
}

const ownIn = ({ emulator, group }: Scene, count: number): Promise<string[]> =>
  eventually(emulator, async () => {
    const own = (await emulator.read(group)).filter((message) => message.own);
    return own.length >= count ? own.map(({ id }) => id) : undefined;
  });

describe('looking for a message whose answer was lost', () => {
  it('waits for it to leave the queue and then knows its id', async () => {
    const here = await scene();
    here.emulator.holdQueue(true);
    await loseAnswer(here, 'hello');
    const looking = here.connection.findSent(here.group, partOf(here.connection, 'hello'), since());
    await here.connection.client.showMessagesQueue();
    here.emulator.holdQueue(false);
    const [id] = await ownIn(here, 1);
    expect(await looking).toEqual({ id });
  });

  it('counts what stays in the queue as sent, because the service will send it', async () => {
    const here = await scene();
    here.emulator.setState('got qr code');
    await loseAnswer(here, 'hello');
    const { connection, group } = here;
    const found = await connection.findSent(group, partOf(connection, 'hello'), since());
    expect(found).toEqual({ id: undefined });
  });

  it('does not take an equal text in the queue of another chat for it', async () => {
    const here = await scene();
    const { connection, group, direct } = here;
    here.emulator.holdQueue(true);
    await connection.send(direct, partOf(connection, 'hello'));
    expect(await connection.findSent(group, partOf(connection, 'hello'), since())).toBeUndefined();
  });

  it('asks to wait when the queue is too long to be seen whole', async () => {
    const here = await scene();
    const { connection, group, direct } = here;
    here.emulator.holdQueue(true);
    for (let index = 0; index < 101; index += 1)
      await connection.client.sendMessage(direct, `other ${String(index)}`);
    const error = await failure(connection.findSent(group, partOf(connection, 'hello'), since()));
    expect([error.kind, error.cameBack]).toEqual(['unavailable', expect.stringContaining('first hundred')]);
  });

  it('tells equal texts apart although the first years gave no ids', async () => {
    const here = await scene({ answers: 'legacy' });
    const { connection, group } = here;
    await connection.send(group, partOf(connection, 'again'));
    await ownIn(here, 1);
    expect(await connection.findSent(group, partOf(connection, 'again'), since())).toBeUndefined();
    await loseAnswer(here, 'again');
    const [, second] = await ownIn(here, 2);
    expect(await connection.findSent(group, partOf(connection, 'again'), since())).toEqual({ id: second });
  });

  it('finds what was sent to a phone number', async () => {
    const here = await scene();
    const { connection, emulator } = here;
    emulator.faults.add({ kind: 'lost-answer', match: { method: 'POST' } });
    const part = partOf(connection, 'hola');
    await failure(connection.send('+34600112233', part));
    const stored = await eventually(emulator, async () => (await emulator.read('34600112233@c.us'))[0]);
    expect(await connection.findSent('+34600112233', part, since())).toEqual({ id: stored.id });
  });

  it('leaves out what was sent long before', async () => {
    const here = await scene();
    const { connection, emulator, group } = here;
    await connection.send(group, partOf(connection, 'hello'));
    await ownIn(here, 1);
    const later: LookBack = { since: Date.now() + 3_600_000, isKnown: () => false };
    emulator.clock.step(3_600_000);
    expect(await connection.findSent(group, partOf(connection, 'hello'), later)).toBeUndefined();
  });

  it('believes the clock of the service, however far it is off', async () => {
    const here = await scene();
    here.emulator.clock.step(-24 * 3_600_000);
    await loseAnswer(here, 'hello');
    const [id] = await ownIn(here, 1);
    const { connection, group } = here;
    expect(await connection.findSent(group, partOf(connection, 'hello'), since())).toEqual({ id });
  });

  it('finds a file by its kind and its caption', async () => {
    const here = await scene();
    const { connection, emulator, group } = here;
    const file = { name: 'a.png', mimeType: 'image/png', kind: 'image' as const, bytes: Uint8Array.of(1) };
    const [part] = connection.compose({ text: textTree('look'), key: 'k', files: [file] });
    if (!part) throw new Error('compose gave no part');
    await connection.send(group, partOf(connection, 'look'));
    expect(await connection.findSent(group, part, since())).toBeUndefined();
    emulator.faults.add({ kind: 'lost-answer', match: { method: 'POST' } });
    await failure(connection.send(group, part));
    const [, id] = await ownIn(here, 2);
    expect(await connection.findSent(group, part, since())).toEqual({ id });
  });
});
