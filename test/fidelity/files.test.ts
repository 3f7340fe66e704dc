import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ServiceError } from '../../src/host/index.ts';
import type { Attachment } from '../../src/model/index.ts';
import { openJournal } from '../../bridges/journal/index.ts';
import { created, edited } from '../support/events.ts';
import { MemoryService } from '../support/memory-platform.ts';
import { tempDir } from '../support/temp.ts';
import { openRoom } from './kit.ts';

const files = { send: true, receive: true, maxBytes: 4 };
const takes = { capabilities: { files } };
const bytes = (count: number): Uint8Array => new Uint8Array(count).fill(7);
const gives = { download: ({ size = 3 }: Attachment) => Promise.resolve(bytes(size)) };
const gone = {
  download: () =>
    Promise.reject(
      new ServiceError({ kind: 'not-found', tried: 'fetch', cameBack: 'HTTP 404', advice: 'Look there.' }),
    ),
};

function file(name: string, more: Partial<Attachment> = {}): Attachment {
  return { kind: 'document', name, mimeType: 'text/plain', ...more };
}

const seen = ({ messages }: MemoryService): string[] =>
  messages.map((it) => (it.file ? `${it.text}<${it.file.name} ${String(it.file.bytes.length)}>` : it.text));

describe('files', () => {
  it('are copied with all their bytes, many of them, in their order, behind the text', async () => {
    const room = await openRoom({ site: gives, team: takes });
    const attachments = ['a', 'b', 'c'].map((name, index) => file(name, { size: index + 1 }));
    await room.tell('site', created('1', 'look', { attachments }));
    expect(seen(room.service)).toEqual(['Ada: look', '<a 1>', '<b 2>', '<c 3>']);
  });

  it('stay what they are: a voice note a voice note', async () => {
    const room = await openRoom({ site: gives, team: takes });
    const voice = { kind: 'voice' as const, name: 'v.ogg', mimeType: 'audio/ogg' };
    await room.tell('site', created('1', '', { attachments: [voice] }));
    expect(room.service.messages.at(-1)?.file).toMatchObject(voice);
  });

  it('that are one byte too large leave a line with name, size and reason, whether or not the size was known', async () => {
    const room = await openRoom({ site: { download: () => Promise.resolve(bytes(5)) }, team: takes });
    await room.tell('site', created('1', 'a', { attachments: [file('known', { size: 5 })] }));
    await room.tell('site', created('2', 'b', { attachments: [file('found')] }));
    expect(room.service.texts('C1')).toEqual([
      'Ada: a\n\n[document: known, 5 B] (too large for Memory)',
      'Ada: b',
      'Ada: [document: found, 5 B] (too large for Memory)',
    ]);
  });

  it('that exactly fit are copied', async () => {
    const room = await openRoom({ site: gives, team: takes });
    await room.tell('site', created('1', '', { attachments: [file('a', { size: 4 })] }));
    expect(seen(room.service).at(-1)).toContain('<a 4>');
  });

  it('leave a line where the other side takes none, or this side hands none out', async () => {
    const deaf = await openRoom({ site: gives });
    const mute = await openRoom({ team: takes });
    const attachments = [file('a.txt', { size: 2048 })];
    await deaf.tell('site', created('1', 'look', { attachments }));
    await mute.tell('site', created('1', '', { attachments }));
    expect(deaf.service.texts('C1')).toEqual([
      'Ada: look\n\n[document: a.txt, 2 kB] (Memory takes no files)',
    ]);
    expect(mute.service.texts('C1')).toEqual(['Ada: [document: a.txt, 2 kB] (Memory does not hand it out)']);
  });

  it('that cannot be fetched leave their text, and a line of their own at the end', async () => {
    const room = await openRoom({ site: gone, team: takes });
    await room.tell('site', created('1', 'look', { attachments: [file('a')] }));
    await room.tell('site', created('2', '', { attachments: [file('b')] }));
    expect(room.service.texts('C1')).toEqual([
      'Ada: look',
      'Ada: [document: a] (could not be fetched)',
      'Ada: [document: b] (could not be fetched)',
    ]);
  });

  it('that are refused leave their text and a line, and do not hold back the others', async () => {
    const room = await openRoom({ site: gives, team: takes });
    room.service.next('C1', 'pass', 'refuse');
    await room.tell('site', created('1', 'look', { attachments: [file('a'), file('b')] }));
    expect(seen(room.service)).toEqual(['Ada: look', 'Ada: [document: a, 3 B] (Memory refused it)', '<b 3>']);
  });

  it('that are refused together with their caption leave the caption', async () => {
    const room = await openRoom({ site: gives, team: { ...takes, captions: true } });
    room.service.next('C1', 'refuse');
    await room.tell('site', created('1', 'look', { attachments: [file('a'), file('b')] }));
    expect(seen(room.service)).toEqual(['Ada: look', 'Ada: [document: a, 3 B] (Memory refused it)', '<b 3>']);
  });

  it('that are refused with their caption leave both also when the line for the file goes wrong at first', async () => {
    const room = await openRoom({ site: gives, team: { ...takes, captions: true } });
    room.service.next('C1', 'refuse', 'pass', 'drop');
    await room.tell('site', created('1', 'look', { attachments: [file('a')] }));
    expect(seen(room.service)).toEqual(['Ada: look', 'Ada: [document: a, 3 B] (Memory refused it)']);
    expect(room.service.sendLog).toHaveLength(4);
    const [caption] = room.service.messages;
    await room.tell('site', edited('1', 'look here'));
    expect(caption?.text).toBe('Ada: look here');
  });

  it('that could be fetched before a crash and cannot be after it make nothing come twice', async () => {
    const journalFile = path.join(tempDir(), 'parley.db');
    const earlier = await openJournal(journalFile);
    const to = [{ route: 'route-1', place: { account: 'team', conversation: 'C1' } }];
    const attachments = [file('a'), file('b')];
    await earlier.accept('site', [{ event: created('1', 'look', { attachments }), to }], undefined);
    await earlier.close();
    // What the earlier process sent and could not record.
    const service = new MemoryService();
    service.messages.push({ id: 'sent', conversation: 'C1', text: 'Ada: look', replyTo: undefined });
    const download = (it: Attachment): Promise<Uint8Array> =>
      it.name === 'a' ? gone.download() : gives.download(it);
    const room = await openRoom({ site: { download }, team: takes }, { service, file: journalFile });
    await room.settled(1);
    expect(seen(service)).toEqual(['Ada: look', '<b 3>', 'Ada: [document: a] (could not be fetched)']);
  });
});

describe('contacts and places', () => {
  const vcard = 'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zoe Ray\r\nTEL;TYPE=CELL:+1 555 0100\r\nEND:VCARD';
  const contact = { kind: 'contact' as const, name: 'Zoe Ray.vcf', mimeType: 'text/vcard', content: vcard };
  const place = {
    kind: 'location' as const,
    name: 'location.txt',
    mimeType: 'text/plain',
    content: '48.85,2.29',
  };

  it('are a card to open and a line with a map', async () => {
    const room = await openRoom({
      team: { capabilities: { files, text: { dialect: 'plain', maxLength: 200 } } },
    });
    const large = { ...files, maxBytes: 1000 };
    const open = await openRoom({
      team: { capabilities: { files: large, text: { dialect: 'plain', maxLength: 200 } } },
    });
    await open.tell('site', created('1', 'here', { attachments: [contact, place] }));
    const card = open.service.messages.at(-1)?.file;
    expect(card).toMatchObject({ kind: 'contact', name: 'Zoe Ray.vcf', mimeType: 'text/vcard' });
    expect(new TextDecoder().decode(card?.bytes)).toBe(vcard);
    expect(open.service.texts('C1')[0]).toBe(
      'Ada: here\n\n[location] 48.85, 2.29 https://www.openstreetmap.org/?mlat=48.85&mlon=2.29',
    );
    await room.tell('site', created('1', 'here', { attachments: [contact] }));
    expect(room.service.texts('C1').at(-1)).toMatch(/^Ada: \[contact: Zoe Ray\.vcf, \d+ B\] \(too large/);
  });

  it('are readable where there are no files', async () => {
    const room = await openRoom({ team: { capabilities: { text: { dialect: 'plain', maxLength: 200 } } } });
    await room.tell('site', created('1', '', { attachments: [contact] }));
    expect(room.service.texts('C1')).toEqual(['Ada: [contact] Zoe Ray, +1 555 0100']);
  });
});
