import { describe, expect, it } from 'vitest';
import { acting, failing, fileItem, GROUP, instance, only, OTHER, PERSON, stored, typed } from './site.ts';

describe('sending messages', () => {
  it('says something with its markup, by ID, by phone number and from the list', async () => {
    const phone = await instance();
    const act = acting(phone);
    for (const conversation of [typed(PERSON), typed('+1 (747) 282-2486', 'phone'), typed(PERSON, 'list')]) {
      const sent = only(await act('message', 'send', { conversation, text: 'a **bold** step' }));
      expect(sent).toEqual({ conversation: PERSON, id: expect.stringMatching(/^true_/), ids: [sent.id] });
    }
    const messages = await stored(phone, PERSON, 3);
    expect(messages.map(({ stored: text, own }) => [text, own])).toEqual(
      Array.from({ length: 3 }, () => ['a *bold* step', true]),
    );
  });

  it('sends plain text to the letter', async () => {
    const phone = await instance();
    await acting(phone)('message', 'send', {
      conversation: typed(GROUP),
      text: '2*3*4 _x_',
      format: 'plain',
    });
    expect((await stored(phone, GROUP))[0]?.shown).toBe('2*3*4 _x_');
  });

  it('answers a message, and mentions people whom the text names', async () => {
    const phone = await instance();
    const { id } = phone.receive({ conversation: GROUP, as: PERSON, type: 'chat', body: 'who comes?' });
    await acting(phone)('message', 'send', {
      conversation: typed(GROUP),
      text: 'ask **@34600112233**, not @447700900123',
      options: { replyTo: id, mentions: '+34 600 112 233' },
    });
    const [, answer] = await stored(phone, GROUP, 2);
    expect(answer).toMatchObject({ replyTo: id, mentions: [OTHER] });
  });

  it('refuses to mention somebody whom the text does not name', async () => {
    const phone = await instance();
    const error = await failing(
      acting(phone)('message', 'send', {
        conversation: typed(GROUP),
        text: 'hello',
        options: { mentions: '34600112233' },
      }),
    );
    expect(error.message).toBe(
      'The field “Mentions” has 34600112233 in it, but the text has no @34600112233',
    );
    expect(await phone.read(GROUP)).toEqual([]);
  });

  it('splits long text and tells the IDs of all parts', async () => {
    const phone = await instance();
    const text = Array.from(
      { length: 120 },
      (_, index) => `Paragraph ${String(index)} ${'x'.repeat(80)}`,
    ).join('\n\n');
    const { ids } = only(await acting(phone)('message', 'send', { conversation: typed(PERSON), text }));
    const messages = await stored(phone, PERSON, 3);
    expect(messages.map(({ id }) => id)).toEqual(ids);
    expect(messages.map(({ shown }) => shown).join('\n\n')).toBe(text);
  });

  it('sends files of the item along', async () => {
    const phone = await instance();
    await acting(phone)(
      'message',
      'send',
      { conversation: typed(PERSON), text: 'look', binaryFields: 'data' },
      { items: [fileItem('picture', 'image/png', 'a.png')] },
    );
    expect((await stored(phone, PERSON))[0]).toMatchObject({
      shown: 'look',
      attachments: [{ name: 'a.png', mimeType: 'image/png', size: 7 }],
    });
  });

  it('takes the answers of the first years, which have no ID', async () => {
    const phone = await instance({ answers: 'legacy' });
    expect(only(await acting(phone)('message', 'send', { conversation: typed(PERSON), text: 'x' }))).toEqual({
      conversation: PERSON,
      ids: [],
    });
  });

  it('sends places, contacts, cards and links', async () => {
    const phone = await instance();
    const act = acting(phone);
    const conversation = typed(PERSON);
    await act('message', 'sendLocation', {
      conversation,
      latitude: '48.8584',
      longitude: 2.2945,
      address: 'Tower\nParis',
    });
    await act('message', 'sendContact', { conversation, contacts: '34600112233, 447700900123@c.us' });
    await act('message', 'sendContact', { conversation, contacts: '34600112233' });
    const vcard = 'BEGIN:VCARD\nVERSION:3.0\nFN:Ann\nEND:VCARD';
    await act('message', 'sendVCard', { conversation, vcard });
    const link = only(
      await act(
        'message',
        'sendLink',
        {
          conversation,
          url: 'https://example.org/x',
          title: 'Example',
          options: { text: 'see', description: 'all' },
        },
        { items: [fileItem('p', 'image/jpeg', 'p.jpg')] },
      ),
    );
    const messages = await stored(phone, PERSON, 5);
    expect(messages.at(-1)?.id).toBe(link.id);
    const { json } = await act('message', 'getAll', { conversation, simplify: false });
    expect(json.map(({ type }) => type)).toEqual(['location', 'multi_vcard', 'vcard', 'vcard', 'chat']);
    expect(json.map(({ body }) => body)).toEqual([
      '48.8584;2.2945',
      expect.stringContaining('Amara'),
      expect.stringContaining('Luc'),
      vcard,
      'see\nhttps://example.org/x',
    ]);
  });

  it('forwards messages one by one, deletes one, and says when it is gone', async () => {
    const phone = await instance();
    const act = acting(phone);
    const say = (body: string) => phone.receive({ conversation: GROUP, as: PERSON, type: 'chat', body }).id;
    const { ids } = only(
      await act('message', 'forward', {
        conversation: typed(PERSON),
        messageIds: `${say('one')},${say('two')}`,
      }),
    );
    expect((await stored(phone, PERSON, 2)).map(({ id, shown }) => [id, shown])).toEqual([
      [(ids as string[])[0], 'one'],
      [(ids as string[])[1], 'two'],
    ]);
    const partly = { conversation: typed(PERSON), messageIds: `${say('three')}, false_1@c.us_0` };
    const error = await failing(act('message', 'forward', partly));
    const third = (await stored(phone, PERSON, 3))[2];
    expect(error.message).toContain(`Only 1 of 2 messages were forwarded (${String(third?.id)}): `);
    const [first = ''] = ids as string[];
    expect(only(await act('message', 'delete', { messageId: first }))).toEqual({ deleted: true, id: first });
    expect((await phone.read(PERSON)).map(({ shown }) => shown)).toEqual(['two', 'three']);
    const again = await failing(act('message', 'delete', { messageId: first }));
    expect(again.message).toContain('was not found');
  });
});

describe('reading messages', () => {
  const fill = async (count: number) => {
    const phone = await instance();
    for (let index = 1; index <= count; index += 1) {
      phone.receive({
        conversation: index % 2 ? GROUP : PERSON,
        as: PERSON,
        type: 'chat',
        body: String(index),
      });
    }
    return phone;
  };
  const texts = (json: readonly { text?: unknown }[]) => json.map(({ text }) => Number(text));

  it('gives the newest of one conversation, or all of them', async () => {
    const act = acting(await fill(250));
    const conversation = typed(GROUP);
    expect(texts((await act('message', 'getAll', { conversation, limit: 3 })).json)).toEqual([245, 247, 249]);
    const all = await act('message', 'getAll', { conversation, returnAll: true });
    expect(texts(all.json)).toEqual(Array.from({ length: 125 }, (_, index) => 2 * index + 1));
    expect(all.json[0]).toMatchObject({
      conversation: GROUP,
      platform: 'chat-api',
      author: { id: PERSON, name: 'Ilya Petrov', kind: 'person' },
      messageNumber: 1,
    });
  });

  it('gives those of all conversations', async () => {
    const act = acting(await fill(250));
    expect(texts((await act('message', 'getAll', { limit: 2 })).json)).toEqual([249, 250]);
    expect((await act('message', 'getAll', { limit: 120 })).json).toHaveLength(120);
    expect((await act('message', 'getAll', { returnAll: true })).json).toHaveLength(250);
  });

  it('reads on after a number, over pages, each once', async () => {
    const act = acting(await fill(250));
    const filters = { afterNumber: 20 };
    expect(texts((await act('message', 'getAll', { returnAll: true, filters })).json)).toEqual(
      Array.from({ length: 230 }, (_, index) => 21 + index),
    );
    expect(texts((await act('message', 'getAll', { limit: 2, filters })).json)).toEqual([21, 22]);
    const inGroup = { conversation: typed(GROUP), limit: 2, filters };
    expect(texts((await act('message', 'getAll', inGroup)).json)).toEqual([21, 23]);
    expect((await act('message', 'getAll', { filters: { afterNumber: 250 } })).json).toEqual([]);
  });

  it('reads a span of time', async () => {
    const phone = await instance();
    const act = acting(phone);
    const say = (body: string) => phone.receive({ conversation: PERSON, as: PERSON, type: 'chat', body });
    say('1');
    phone.clock.step(3_600_000);
    const [since, later] = [0, 1_800_000].map((ms) => new Date(phone.clock.now() + ms).toISOString());
    say('2');
    phone.clock.step(3_600_000);
    say('3');
    const read = async (filters: Record<string, unknown>) =>
      texts((await act('message', 'getAll', { conversation: typed(PERSON), filters } as never)).json);
    expect(await read({ since })).toEqual([2, 3]);
    expect(await read({ since, until: later })).toEqual([2]);
    expect(await read({ until: later })).toEqual([1, 2]);
    const wrong = await failing(act('message', 'getAll', { filters: { since: 'soon' } }));
    expect(wrong.message).toBe('The field “Since” is no date but “soon”');
  });

  it('takes a date without a zone, as the date picker gives it, for one of the workflow', async () => {
    const phone = await instance();
    phone.receive({ conversation: PERSON, as: PERSON, type: 'chat', body: '1' });
    const now = phone.clock.now();
    const act = acting(phone);
    const inTokyo = (hours: number) => new Date(now + hours * 3_600_000).toISOString().slice(0, 19);
    const since = async (hours: number) =>
      (await act('message', 'getAll', { filters: { since: inTokyo(hours) } }, { timezone: 'Asia/Tokyo' }))
        .json;
    expect(await since(8)).toHaveLength(1);
    expect(await since(10)).toEqual([]);
  });

  it('reads the history over pages, newest first', async () => {
    const act = acting(await fill(250));
    expect(texts((await act('message', 'getHistory', { limit: 3 })).json)).toEqual([250, 249, 248]);
    const all = await act('message', 'getHistory', { conversation: typed(PERSON), returnAll: true });
    expect(texts(all.json)).toEqual(Array.from({ length: 125 }, (_, index) => 250 - 2 * index));
  });
});
