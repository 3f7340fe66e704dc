import { describe, expect, it } from 'vitest';
import { inbox, scene } from './fixture.ts';

async function post(url: string, body: unknown): Promise<{ status: number; json: unknown }> {
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  return { status: answer.status, json: await answer.json() };
}

describe('the emulated service', () => {
  it('refuses a missing or wrong token in the words of the real one', async () => {
    const { emulator } = await scene();
    for (const query of ['', '?token=nope']) {
      const answer = await fetch(`${emulator.origin}/instance12345/status${query}`);
      expect(answer.status).toBe(401);
      expect(await answer.json()).toEqual({ error: 'Wrong token. Please provide token as a GET parameter.' });
    }
  });

  it('answers under its instance, under its number and under a host of its own', async () => {
    const { emulator, connection } = await scene();
    const [token = ''] = connection.secrets;
    for (const prefix of ['/instance12345', '/12345', '']) {
      const answer = await fetch(`${emulator.origin}${prefix}/status?token=${token}`);
      expect(await answer.json()).toEqual({ accountStatus: 'authenticated' });
    }
    expect((await fetch(`${emulator.origin}/instance999/status?token=${token}`)).status).toBe(404);
  });

  it('takes forms as well as JSON, and files in forms', async () => {
    const { emulator, connection, group } = await scene();
    const [token = ''] = connection.secrets;
    const base = `${emulator.origin}/instance12345`;
    const form = new FormData();
    form.set('chatId', group);
    form.set('caption', 'a form');
    form.set('body', new File(['abc'], 'abc.txt', { type: 'text/plain' }));
    for (const [path, body] of [
      ['message', new URLSearchParams({ chatId: group, body: 'a form' })],
      ['sendFile', form],
    ] as const) {
      const answer = await fetch(`${base}/${path}?token=${token}`, { method: 'POST', body });
      expect(await answer.json()).toMatchObject({ sent: true });
    }
    const stored = await emulator.read(group);
    expect(stored.map(({ shown, attachments }) => [shown, attachments?.[0]?.size])).toEqual([
      ['a form', undefined],
      ['a form', 3],
    ]);
  });

  it('prefers chatId where phone is given too, as a number or as text', async () => {
    const { emulator, connection, group } = await scene();
    const [token = ''] = connection.secrets;
    const url = `${emulator.origin}/instance12345/sendMessage?token=${token}`;
    await post(url, { chatId: group, phone: 34_600_112_233, body: 'here' });
    await post(url, { phone: 34_600_112_233, body: 'there' });
    expect((await emulator.read(group)).map(({ shown }) => shown)).toEqual(['here']);
    expect((await emulator.read('34600112233@c.us')).map(({ shown }) => shown)).toEqual(['there']);
  });

  it('tells that deletions, edits and reactions of people stay unknown', async () => {
    const { emulator, group, person } = await scene();
    const { id } = await emulator.say({ conversation: group, as: person, text: 'x' });
    const own = { conversation: group, id, as: person };
    await expect(emulator.delete(own)).rejects.toThrow('tells nobody');
    await expect(emulator.edit({ ...own, text: 'y' })).rejects.toThrow('tells nobody');
    await expect(emulator.react({ ...own, emoji: '👍' })).rejects.toThrow('tells nobody');
  });

  it('lets nobody speak in a chat that they are not in', async () => {
    const { emulator, direct } = await scene();
    const stranger = emulator.people()[1]?.id ?? '';
    await expect(emulator.say({ conversation: direct, as: stranger, text: 'x' })).rejects.toThrow(
      'is not in the chat',
    );
    await expect(emulator.say({ conversation: direct, as: 'nobody', text: 'x' })).rejects.toThrow(
      'There is no person',
    );
  });
});

describe('its control door', () => {
  it('does over HTTP what tests do in the process', async () => {
    const { emulator, group, person, connection } = await scene();
    const control = `${emulator.origin}/_control`;
    const { url, received } = await inbox();
    await post(`${control}/webhook`, { url });
    const said = await post(`${control}/say`, { conversation: group, as: person, text: 'hello' });
    expect(said.json).toMatchObject({ id: expect.stringMatching(/^false_/) });
    await post(`${control}/receive`, {
      conversation: group,
      as: person,
      type: 'image',
      file: { name: 'a.png', mimeType: 'image/png', base64: 'AQID' },
    });
    await post(`${control}/bulk`, { conversation: group, as: person, count: 3 });
    await received(5);
    const id = (await emulator.read(group))[0]?.id;
    await post(`${control}/deliver-again`, { id });
    await fetch(`${control}/deliver-raw`, { method: 'POST', body: '{"broken' });
    await post(`${control}/ack`, { id, status: 'viewed' });
    const bodies = await received(8);
    expect(bodies.slice(5).map((body) => body.slice(0, 8))).toEqual(['{"messag', '{"broken', '{"ack":[']);

    await post(`${control}/state`, { state: 'got qr code' });
    expect((await connection.client.status()).accountStatus).toBe('got qr code');
    await post(`${control}/scan-qr`, {});
    expect((await connection.client.status()).accountStatus).toBe('authenticated');
    expect((await post(`${control}/scan-qr`, {})).status).toBe(400);
    await post(`${control}/hold-queue`, { isHeld: true });
    await connection.client.sendMessage(group, 'waits');
    expect((await connection.client.showMessagesQueue()).totalMessages).toBe(1);
    await post(`${control}/rename`, { conversation: group, name: 'Renamed' });
    expect(emulator.conversations()[0]?.name).toBe('Renamed');
    await post(`${control}/start-anew`, {});
    expect(await emulator.read(group)).toEqual([]);
    expect((await post(`${control}/receive`, { conversation: group })).status).toBe(400);
  });
});
