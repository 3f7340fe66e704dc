import { expect, test } from 'vitest';
import { ALICE, baseline, drain, stage } from './stage.ts';

test('the emulator is played over HTTP as well', async () => {
  const there = await stage({ version: 'v2' });
  const control = async (path: string, body?: unknown): Promise<unknown> => {
    const init: RequestInit = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    return (await fetch(`${there.site.origin}/_control${path}`, init)).json();
  };
  const cursor = await baseline(there);
  expect(await control('')).toMatchObject({
    platform: 'buddypress',
    conversations: [
      { id: '1', name: 'Community desk' },
      { id: '2', name: 'Garden club' },
    ],
  });
  const { id } = (await control('/say', { conversation: '1', as: ALICE, text: 'by hand <3' })) as {
    id: string;
  };
  expect(await control('/messages?conversation=1')).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ id, shown: 'by hand <3', stored: 'by hand &lt;3', own: false }),
    ]),
  );
  expect(await control('/edit', { conversation: '1', id, as: ALICE, text: 'x' })).toMatchObject({
    error: expect.stringMatching(/cannot be edited/),
  });
  expect(await control('/say', { conversation: '2', as: ALICE, text: 'x' })).toMatchObject({
    error: expect.stringMatching(/alice is not in thread 2/),
  });
  await control('/faults', { kind: 'status', status: 503 });
  await expect(drain(there, cursor)).rejects.toMatchObject({ status: 503 });
  expect((await drain(there, cursor)).texts).toEqual(['by hand <3']);
});

test('listeners hear of every change of a conversation', async () => {
  const { site, connection } = await stage({ version: 'v1' });
  const heard: string[] = [];
  const stop = site.onChange((conversation) => heard.push(conversation));
  await site.say({ conversation: '1', as: ALICE, text: 'one' });
  await connection.send('2', { key: 'k#0', text: 'two' });
  stop();
  await site.say({ conversation: '1', as: ALICE, text: 'three' });
  expect(heard).toEqual(['1', '2']);
});
