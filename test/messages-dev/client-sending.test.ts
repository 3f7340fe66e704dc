import { describe, expect, it } from 'vitest';
import type { OutgoingFile } from '../../src/model/index.ts';
import { textTree } from '../../src/text/index.ts';
import { failure, partOf, pathsOf, scene } from './client-fixture.ts';

const never = { isKnown: () => false };
const file = (more: Partial<OutgoingFile> = {}): OutgoingFile => ({
  name: 'note.m4a',
  mimeType: 'audio/mp4',
  kind: 'voice',
  bytes: Uint8Array.from([1, 2, 3]),
  ...more,
});

describe('a send', () => {
  it('is followed until the line has sent it, and gets the id of its message', async () => {
    const { connection, emulator, direct, requests } = await scene();
    const { id } = await connection.send(direct, partOf(connection, 'hello'));
    expect((await emulator.read(direct)).map((message) => message.id)).toEqual([id]);
    expect(pathsOf(requests)[0]).toBe('POST /messages');
    expect(pathsOf(requests).filter((path) => path.startsWith('POST'))).toHaveLength(1);
  });

  it('gets its id also where the list begins with the oldest of many messages', async () => {
    const { connection, emulator, direct, person } = await scene({ order: 'oldest-first' });
    for (let count = 0; count < 130; count += 1)
      await emulator.say({ conversation: direct, as: person, text: `message ${String(count)}` });
    const { id } = await connection.send(direct, partOf(connection, 'the newest'));
    expect((await emulator.read(direct)).at(-1)?.id).toBe(id);
  });

  it('that the outbox gave up certainly did not arrive, and says why', async () => {
    const { connection, emulator, direct, host } = await scene();
    emulator.failNext('The recipient has no iMessage');
    const part = partOf(connection, 'hello');
    const error = await failure(connection.send(direct, part));
    expect([error.kind, error.outcome]).toEqual(['unavailable', 'not-done']);
    expect(error.message).toContain('The recipient has no iMessage');
    expect(await connection.findSent(direct, part, { since: host.now(), ...never })).toBeUndefined();
  });

  it('that the line does not work off within a minute has an unknown outcome', async () => {
    const { connection, emulator, direct, waits } = await scene();
    emulator.holdOutbox(true);
    const error = await failure(connection.send(direct, partOf(connection, 'hello')));
    expect([error.kind, error.outcome]).toEqual(['unavailable', 'unknown']);
    expect(waits.slice(0, 5)).toEqual([500, 1000, 2000, 4000, 5000]);
    expect(waits.reduce((sum, ms) => sum + ms, 0)).toBe(60_000);
  });

  it('that waits in the outbox is not absent, and is found once it is out', async () => {
    const { connection, emulator, direct, host } = await scene();
    emulator.holdOutbox(true);
    const part = partOf(connection, 'hello');
    const look = { since: host.now(), ...never };
    await failure(connection.send(direct, part));
    expect((await failure(connection.findSent(direct, part, look))).outcome).toBe('unknown');
    emulator.holdOutbox(false);
    const found = await connection.findSent(direct, part, look);
    expect((await emulator.read(direct)).map(({ id }) => id)).toEqual([found?.id]);
  });

  it('is found by its outbox item after a restart, however many messages say the same', async () => {
    const first = await scene();
    const { emulator, direct, host } = first;
    emulator.holdOutbox(true);
    const part = partOf(first.connection, 'the same');
    const since = host.now();
    await failure(first.connection.send(direct, part));
    const restarted = first.connect();
    emulator.holdOutbox(false);
    const other = await restarted.send(direct, partOf(restarted, 'the same', { key: 'other' }));
    const found = await restarted.findSent(direct, structuredClone(part), { since, ...never });
    const own = (await emulator.read(direct)).map(({ id }) => id);
    expect([found?.id, other.id]).toEqual(own);
  });

  it('whose answer was lost is not taken for an earlier attempt that failed', async () => {
    const { connection, emulator, direct, host, connect } = await scene();
    emulator.failNext('no');
    const part = partOf(connection, 'again');
    await failure(connection.send(direct, part));
    const since = host.now();
    emulator.faults.add({ kind: 'lost-answer', match: { method: 'POST' } });
    expect((await failure(connection.send(direct, part))).outcome).toBe('unknown');
    const found = await connect().findSent(direct, part, { since, ...never });
    expect((await emulator.read(direct)).map(({ id }) => id)).toEqual([found?.id]);
  });

  it('goes on although looks at the outbox fail on the way', async () => {
    const { connection, emulator, direct } = await scene();
    emulator.faults.add({ kind: 'status', status: 503, times: 2, match: { path: '/outbox' } });
    emulator.faults.add({ kind: 'drop', match: { path: '/outbox' } });
    const { id } = await connection.send(direct, partOf(connection, 'hello'));
    expect((await emulator.read(direct)).map((message) => message.id)).toEqual([id]);
  });

  it('counts as sent when its id cannot be read', async () => {
    const { connection, emulator, direct } = await scene();
    emulator.faults.add({
      kind: 'status',
      status: 500,
      times: 20,
      match: { path: '/messages', method: 'GET' },
    });
    expect(await connection.send(direct, partOf(connection, 'hello'))).toEqual({ id: undefined });
    expect(await emulator.read(direct)).toHaveLength(1);
  });

  it('goes to a person by their handle', async () => {
    const { connection, emulator, direct, person } = await scene();
    await connection.send(person, partOf(connection, 'hello'));
    expect((await emulator.read(direct)).map(({ shown }) => shown)).toEqual(['hello']);
    const [read] = await connection.listMessages(person);
    expect([read?.conversation, read?.author.kind]).toEqual([person, 'self']);
  });

  it('costs fewer calls when few are left in the hour', async () => {
    const { connect, emulator, direct, waits } = await scene();
    const connection = connect({ callsPerHour: 1000 });
    for (let count = 0; count < 750; count += 1) await connection.client.lines();
    await connection.send(direct, partOf(connection, 'hello'));
    expect(waits[0]).toBe(5000);
    expect(await emulator.read(direct)).toHaveLength(1);
  });
});

describe('a file', () => {
  it('goes after the text, each in a message of its own, and the first one answers', async () => {
    const { connection, emulator, direct, person } = await scene();
    const question = await emulator.say({ conversation: direct, as: person, text: 'a picture?' });
    const draft = {
      text: textTree('here'),
      key: 'k',
      replyTo: question.id,
      files: [
        file({ kind: 'image', name: 'Grüße 📷.png', mimeType: 'image/png' }),
        file({ kind: 'document' }),
      ],
    };
    for (const part of connection.compose(draft)) await connection.send(direct, part);
    const own = (await emulator.read(direct)).filter((message) => message.own);
    expect(own.map(({ shown, replyTo, attachments }) => [shown, replyTo, attachments?.[0]?.name])).toEqual([
      ['here', question.id, undefined],
      ['', undefined, 'Gru_e _.png'],
      ['', undefined, 'note.m4a'],
    ]);
  });

  it('that is a voice note goes as one, where the line can', async () => {
    const { connection, direct, requests } = await scene();
    await connection.send(direct, partOf(connection, '', { files: [file()] }));
    expect(pathsOf(requests).slice(0, 2)).toEqual(['POST /files', 'POST /audio-messages']);
    const [message] = await connection.listMessages(direct);
    expect(message?.attachments.map(({ kind }) => kind)).toEqual(['voice']);
  });

  it('that is a voice note goes as a file where the line has none, once', async () => {
    const { connection, emulator, direct, requests } = await scene();
    const body = JSON.stringify({
      error: { type: 'invalid_request_error', code: 'advanced_features_required', message: 'No.' },
    });
    emulator.faults.add({ kind: 'status', status: 400, body, match: { path: '/audio-messages' } });
    await connection.send(direct, partOf(connection, '', { files: [file()] }));
    expect(pathsOf(requests).slice(0, 3)).toEqual(['POST /files', 'POST /audio-messages', 'POST /messages']);
    expect(await emulator.read(direct)).toHaveLength(1);
  });

  it('that is a recording of another format goes as a file', async () => {
    const { connection, direct, requests } = await scene();
    const ogg = file({ name: 'note.ogg', mimeType: 'audio/ogg; codecs=opus' });
    await connection.send(direct, partOf(connection, '', { files: [ogg] }));
    expect(pathsOf(requests)).not.toContain('POST /audio-messages');
  });

  it('that is a contact goes as a vCard', async () => {
    const { connection, direct } = await scene();
    const card = file({ name: 'ann.vcf', mimeType: 'text/x-vcard', kind: 'contact' });
    await connection.send(direct, partOf(connection, '', { files: [card] }));
    const [message] = await connection.listMessages(direct);
    expect(message?.attachments).toMatchObject([
      { kind: 'contact', mimeType: 'text/vcard', name: 'ann.vcf' },
    ]);
  });

  it.each(['image', 'voice'] as const)('whose answer was lost is found again (%s)', async (kind) => {
    const { connection, emulator, direct, host, connect } = await scene();
    const since = host.now();
    const part = partOf(connection, '', { files: [file({ kind })] });
    const path = kind === 'voice' ? '/audio-messages' : '/messages';
    emulator.faults.add({ kind: 'lost-answer', match: { path } });
    expect((await failure(connection.send(direct, part))).outcome).toBe('unknown');
    const found = await connect().findSent(direct, part, { since, ...never });
    expect((await emulator.read(direct)).map(({ id }) => id)).toEqual([found?.id]);
  });

  it('that could not be uploaded left nothing behind', async () => {
    const { connection, emulator, direct } = await scene();
    emulator.faults.add({ kind: 'drop', match: { path: '/files' } });
    const error = await failure(connection.send(direct, partOf(connection, '', { files: [file()] })));
    expect(error.outcome).toBe('not-done');
  });

  it('is fetched without the key, also behind a redirect', async () => {
    const { connection, host, requests } = await scene();
    const { id } = await connection.client.uploadFile(Uint8Array.from([7, 8]), 'image/png', 'a.png');
    const url = await connection.client.fileUrl(id);
    requests.length = 0;
    const beyond = host.request.bind(host);
    host.request = (asked) =>
      asked.url === 'https://store.example/a'
        ? Promise.resolve({ status: 302, headers: { location: url }, body: new Uint8Array(), text: () => '' })
        : beyond(asked);
    const attachment = { kind: 'image', name: 'a.png', mimeType: 'image/png' } as const;
    const behind = { ...attachment, url: 'https://store.example/a' };
    expect(await connection.download?.({ ...attachment, url })).toEqual(Uint8Array.from([7, 8]));
    expect(await connection.download?.(behind)).toEqual(Uint8Array.from([7, 8]));
    expect(requests.map(({ headers }) => headers?.['authorization'])).toEqual([undefined, undefined]);
    expect((await failure(connection.download?.(attachment) ?? Promise.resolve())).kind).toBe('not-found');
  });
});

describe('a reaction of ours', () => {
  it.each([
    ['❤', '❤️'],
    ['❤️', '❤️'],
    ['👍🏽', '👍'],
    ['👎', '👎'],
    ['😂', '😂'],
    ['‼', '‼️'],
    ['❓', '❓'],
  ])('%s becomes %s', async (emoji, shown) => {
    const { connection, emulator, direct, person } = await scene();
    const { id } = await emulator.say({ conversation: direct, as: person, text: 'news' });
    await connection.react?.(direct, id, emoji);
    const [message] = await emulator.read(direct);
    expect(message?.reactions?.map((reaction) => reaction.emoji)).toEqual([shown]);
  });

  it('takes the place of the one before', async () => {
    const { connection, emulator, direct, person } = await scene();
    const { id } = await emulator.say({ conversation: direct, as: person, text: 'news' });
    await connection.react?.(direct, id, '👍');
    await connection.react?.(direct, id, '👎');
    const [message] = await emulator.read(direct);
    expect(message?.reactions?.map(({ emoji }) => emoji)).toEqual(['👎']);
  });

  it.each(['🎉', '😆', '💔', '?', ':parrot:'])(
    'cannot be %s, and nothing is asked of the service',
    async (emoji) => {
      const { connection, direct, requests } = await scene();
      const error = await failure(connection.react?.(direct, 'msg_1', emoji) ?? Promise.resolve());
      expect(error.kind).toBe('unsupported');
      expect(requests).toEqual([]);
    },
  );
});

describe('showing that we are writing', () => {
  it('costs one call in twenty seconds, until a message was sent', async () => {
    const { connection, direct, requests, stepClock } = await scene();
    const shown = (): number => pathsOf(requests).filter((path) => path === 'POST /typing').length;
    await connection.typing?.(direct);
    await connection.typing?.(direct);
    expect(shown()).toBe(1);
    stepClock(20_000);
    await connection.typing?.(direct);
    expect(shown()).toBe(2);
    await connection.send(direct, partOf(connection, 'there'));
    await connection.typing?.(direct);
    expect(shown()).toBe(3);
  });
});
