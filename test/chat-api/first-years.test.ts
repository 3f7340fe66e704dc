import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { eventually, inbox, scene } from './fixture.ts';

const BYTES = Uint8Array.from({ length: 3_000 }, (_, index) => index % 256);

/** An address that serves one picture. */
async function pictureAddress(): Promise<string> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'image/jpeg');
    response.end(BYTES);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/cover.jpg`;
}

describe('the calls of the first years', () => {
  it('tell how the link to the phone stands, with the QR code as text and as picture', async () => {
    const { connection, emulator } = await scene();
    const { client } = connection;
    expect(await client.status()).toEqual({ accountStatus: 'authenticated' });
    expect(await client.logout()).toMatchObject({ result: 'Logout request sent to messengers' });
    const { accountStatus, qrCode } = await client.status();
    expect(accountStatus).toBe('got qr code');
    const inText = Buffer.from(qrCode?.split(',')[1] ?? '', 'base64');
    expect(Buffer.from(await client.qrCode()).equals(inText)).toBe(true);
    emulator.scanQrCode();
    expect(await client.reboot()).toMatchObject({ success: true });
  });

  it('open a group and write to it', async () => {
    const { connection, emulator } = await scene();
    const created = await connection.client.createGroup({
      groupName: 'Browsers',
      phones: ['17472822486', '+34 600 112 233'],
      messageText: 'Safari is the new IE',
    });
    expect(created).toMatchObject({ created: true, chatId: expect.stringMatching(/@g\.us$/) });
    const said = await eventually(
      emulator,
      async () => (await emulator.read(created.chatId ?? ''))[0]?.shown,
    );
    expect(said).toBe('Safari is the new IE');
  });

  it('send to a chat or to a phone number, whichever is given', async () => {
    const { connection, emulator, group, requests } = await scene({ answers: 'legacy' });
    const { client } = connection;
    expect(await client.sendMessage(group, 'Hello, world!')).toMatchObject({ sent: true, message: 'ok' });
    expect(await client.sendMessage('17472822486', 'Hello, world! 🍏')).toMatchObject({ sent: true });
    expect(requests.map(({ body }) => JSON.parse(String(body)) as unknown)).toEqual([
      { chatId: group, body: 'Hello, world!' },
      { phone: '17472822486', body: 'Hello, world! 🍏' },
    ]);
    expect(await eventually(emulator, async () => (await emulator.read(group))[0]?.shown)).toBe(
      'Hello, world!',
    );
    const direct = '17472822486@c.us';
    expect(await eventually(emulator, async () => (await emulator.read(direct))[0]?.shown)).toContain('🍏');
  });

  it('send a file by its address, as a data URI and as a form', async () => {
    const { connection, emulator, group } = await scene();
    const { client } = connection;
    const filename = 'cover.jpg';
    await client.sendFile(group, { body: await pictureAddress(), filename, caption: 'by address' });
    const body = `data:image/jpeg;base64,${Buffer.from(BYTES).toString('base64')}`;
    await client.sendFile(group, { body, filename, caption: 'as text' });
    const { id } = await emulator.say({ conversation: group, as: '17472822486@c.us', text: 'and the form?' });
    await client.uploadFile(
      group,
      { bytes: BYTES, filename, mimeType: 'image/jpeg', caption: 'as a form' },
      { quotedMsgId: id, mentionedPhones: ['17472822486'] },
    );
    const stored = await eventually(emulator, async () => {
      const own = (await emulator.read(group)).filter((message) => message.own);
      return own.length === 3 ? own : undefined;
    });
    expect(stored.map(({ shown }) => shown)).toEqual(['by address', 'as text', 'as a form']);
    for (const { attachments } of stored) {
      expect(attachments).toMatchObject([{ name: filename, mimeType: 'image/jpeg', size: BYTES.length }]);
    }
    expect(stored[2]?.replyTo).toBe(id);
    const [, , , message] = await connection.listMessages(group);
    const [attachment] = message?.attachments ?? [];
    expect(attachment && (await connection.download?.(attachment))).toEqual(BYTES);
  });

  it('put a file into a form whose lines it holds itself', async () => {
    const { connection, emulator, group } = await scene();
    const tricky = new TextEncoder().encode('x\r\n----parley-form-23\r\n');
    await connection.client.uploadFile(group, {
      bytes: tricky,
      filename: 'a "b".txt',
      mimeType: 'text/plain',
    });
    const [stored] = await eventually(emulator, async () => {
      const all = await emulator.read(group);
      return all.length > 0 ? all : undefined;
    });
    expect(stored?.attachments).toMatchObject([{ name: 'a "b".txt', size: tricky.length }]);
  });

  it('read on from the last message number, or the last hundred', async () => {
    const { connection, emulator, group, person } = await scene();
    for (let index = 1; index <= 130; index += 1) {
      emulator.receive({ conversation: group, as: person, type: 'chat', body: String(index) });
    }
    const { client } = connection;
    const first = await client.messages({ lastMessageNumber: 99 });
    expect([first.messages?.length, first.lastMessageNumber]).toEqual([31, 130]);
    expect(first.messages?.[0]).toMatchObject({
      messageNumber: 100,
      body: '100',
      type: 'chat',
      fromMe: false,
    });
    const last = await client.messages({ last: true, lastMessageNumber: 99 });
    expect([last.messages?.length, last.messages?.[0]?.messageNumber]).toEqual([100, 31]);
  });

  it('set the one webhook address and tell it', async () => {
    const { connection } = await scene();
    const { client } = connection;
    expect(await client.webhook()).toMatchObject({ set: false });
    const webhookUrl = 'https://example.com/1f9aj261';
    expect(await client.setWebhook(webhookUrl)).toEqual({ set: true, webhookUrl });
    expect(await client.webhook()).toEqual({ set: true, webhookUrl });
  });

  it.each(['POST', 'GET'] as const)(
    'have a switch for delivery notifications that takes a %s',
    async (method) => {
      const { connection, group } = await scene();
      const { client } = connection;
      const { url, received } = await inbox();
      await client.setWebhook(url);
      expect(await client.setAckNotifications(true, method)).toEqual({ ackNotificationsOn: true });
      const { id } = await client.sendMessage(group, 'Hey!');
      const [message, ...acks] = (await received(3)).map(
        (body) => JSON.parse(body) as Record<string, unknown>,
      );
      expect(message).toHaveProperty('messages');
      expect(acks).toMatchObject([
        { ack: [{ id, chatId: group, status: 'delivered' }] },
        { ack: [{ id, chatId: group, status: 'viewed' }] },
      ]);
      expect(await client.setAckNotifications(false, method)).toEqual({ ackNotificationsOn: false });
    },
  );

  it('show what waits to go out, and drop it', async () => {
    const { connection, emulator, group } = await scene();
    const { client } = connection;
    emulator.holdQueue(true);
    await client.sendMessage(group, 'Hello world');
    await client.sendMessage(group, 'Hello world');
    expect(await client.showMessagesQueue()).toMatchObject({
      totalMessages: 2,
      first100: [{ body: 'Hello world', chatId: group }, {}],
    });
    expect(await client.clearMessagesQueue()).toEqual({
      message: 'Cleared 2 messages',
      messageTextsExample: ['Hello world', 'Hello world'],
    });
    emulator.holdQueue(false);
    expect(await client.showMessagesQueue()).toMatchObject({ totalMessages: 0, first100: [] });
    expect(await emulator.read(group)).toEqual([]);
  });
});
