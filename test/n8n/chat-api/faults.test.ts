import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../bridges/sandbox/kit/index.ts';
import { acting, failing, fileItem, GROUP, instance, only, PERSON, stored, typed } from './site.ts';

const conversation = typed(PERSON);
const message = { conversation, text: 'once' };

describe('a lost answer', () => {
  const kinds: Fault['kind'][] = ['lost-answer', 'drop'];
  it.each(kinds)('on a message leaves exactly one: %s', async (kind) => {
    const phone = await instance();
    phone.faults.add({ kind, match: { path: '/sendMessage' } } as Fault);
    const { id } = only(await acting(phone)('message', 'send', message));
    expect((await stored(phone, PERSON)).map((one) => [one.id, one.shown])).toEqual([[id, 'once']]);
  });

  it('on the second of two equal messages leaves two', async () => {
    const phone = await instance();
    const items = [{ json: {} }, { json: {} }];
    const act = acting(phone);
    phone.faults.add({ kind: 'lost-answer', match: { path: '/sendMessage' } });
    const { json } = await act('message', 'send', message, { items });
    const messages = await stored(phone, PERSON, 2);
    expect(messages.map(({ id }) => id)).toEqual(json.map(({ id }) => id));
  });

  it.each(['chat-api', '1msg'] as const)(
    'does not take an equal message of an earlier run for it: %s',
    async (dialect) => {
      const phone = await instance({ dialect });
      const act = acting(phone);
      const before = only(await act('message', 'send', message));
      await stored(phone, PERSON);
      phone.clock.step(40_000);
      phone.faults.add({ kind: 'drop', match: { path: '/sendMessage' } });
      const after = only(await act('message', 'send', message));
      const messages = await stored(phone, PERSON, 2);
      expect(messages.map(({ id }) => id)).toEqual([before.id, after.id]);
    },
  );

  it.each([false, true])('on a file leaves exactly one, as a form: %s', async (asForm) => {
    const phone = await instance();
    phone.faults.add({ kind: 'lost-answer', match: { path: '/sendFile' } });
    const fields = { conversation, caption: 'once', options: { asForm } };
    const file = fileItem('f', 'application/pdf', 'f.pdf');
    const { id } = only(await acting(phone)('message', 'sendFile', fields, { items: [file] }));
    expect((await stored(phone, PERSON)).map((one) => [one.id, one.shown])).toEqual([[id, 'once']]);
  });

  it('on what cannot be looked for is told, and nothing is sent again', async () => {
    const phone = await instance();
    phone.faults.add({ kind: 'lost-answer', match: { path: '/sendLocation' } });
    const place = { conversation, latitude: 1, longitude: 2, address: 'here' };
    const error = await failing(acting(phone)('message', 'sendLocation', place));
    expect(error.message).toContain('Could not send a location');
    expect(error.description).toContain('it may have been carried out all the same');
    expect(await stored(phone, PERSON)).toHaveLength(1);
  });
});

describe('a service that wants patience', () => {
  it('is asked again when it says so', async () => {
    const phone = await instance();
    phone.faults.add({ kind: 'status', status: 429, retryAfter: 0, times: 2 });
    const { requests } = await acting(phone)('message', 'send', message);
    expect(requests).toHaveLength(3);
    expect(await stored(phone, PERSON)).toHaveLength(1);
  });

  it('is not waited for too long', async () => {
    const phone = await instance();
    phone.faults.add({
      kind: 'status',
      status: 429,
      retryAfter: 3600,
      body: '{"error":"Too many requests"}',
    });
    const error = await failing(acting(phone)('message', 'send', message));
    expect(error.message).toBe(`Could not send a message to chat ${PERSON}: HTTP 429 "Too many requests"`);
    expect(error.description).toBe('Send more slowly.');
  });
});

describe('bad input', () => {
  it.each([
    [{ text: '' }, 'The field “Text” is empty'],
    [{ text: null }, 'The field “Text” is empty'],
    [{ conversation: typed('') }, 'The field “Conversation” is empty'],
    [{ conversation: typed(undefined) }, 'The field “Conversation” is empty'],
    [{ conversation: typed({ id: PERSON }) }, 'The field “Conversation” is no ID but an object'],
    [{ conversation: typed('Ilya') }, 'The field “Conversation” must be a chat ID such as'],
    [{ conversation: typed('123') }, 'The field “Conversation” must be a chat ID such as'],
    [{ options: { mentions: GROUP } }, 'The field “Mentions” must be a person, and is a group'],
  ])('%j is refused before anything is sent', async (wrong, words) => {
    const phone = await instance();
    const running = acting(phone)('message', 'send', message, { perItem: () => wrong as typeof message });
    const error = await failing(running);
    expect(error.message).toContain(words);
    expect(await phone.read(PERSON)).toEqual([]);
  });

  it.each([
    [
      'sendLocation',
      { latitude: 'north', longitude: 1, address: 'x' },
      '“Latitude” must be a number between -90 and 90',
    ],
    ['sendLocation', { latitude: 1, longitude: 181, address: 'x' }, '“Longitude” must be a number between'],
    ['sendVCard', { vcard: 'Ann' }, '“vCard” must begin with BEGIN:VCARD'],
    ['sendContact', { contacts: 'Ann' }, '“Contacts” must be a chat ID'],
    ['forward', { messageIds: ' , ' }, '“Message IDs” is empty'],
  ])('of %s is refused: %j', async (operation, fields, words) => {
    const running = acting(await instance())('message', operation, { conversation, ...fields });
    await expect(running).rejects.toThrow(words);
  });

  it('takes 500 items, three of them bad, and goes on', async () => {
    const phone = await instance();
    const bad = new Map([
      [7, { text: '' }],
      [250, { conversation: typed('nobody') }],
      [499, { conversation: typed('1-1@g.us') }],
    ]);
    const { items } = await acting(phone)('message', 'send', message, {
      items: Array.from({ length: 500 }, () => ({ json: {} })),
      continueOnFail: true,
      perItem: (index) => ({ text: `message ${String(index)}`, ...bad.get(index) }) as typeof message,
    });
    expect(items.map(({ pairedItem }) => pairedItem)).toEqual(
      Array.from({ length: 500 }, (_, item) => ({ item })),
    );
    const failed = items.flatMap(({ json }, index) => (json.error === undefined ? [] : [index]));
    expect(failed).toEqual([...bad.keys()]);
    const messages = await stored(phone, PERSON, 497);
    expect(messages.map(({ shown }) => Number(shown.slice('message '.length)))).toEqual(
      Array.from({ length: 500 }, (_, index) => index).filter((index) => !bad.has(index)),
    );
  });
});

describe('the token', () => {
  const TOKEN = 'wröng/tok+en=1';
  const ECHOES = [TOKEN, encodeURIComponent(TOKEN), `/status?token=${encodeURIComponent(TOKEN)}&x=1`];
  const faults: Fault[] = [
    ...[400, 401, 403, 404, 429, 500].flatMap((status) =>
      ECHOES.map((echo): Fault => ({
        kind: 'status',
        status,
        body: `{"error":"Cannot read ${echo}"}`,
        retryAfter: 99,
      })),
    ),
    ...ECHOES.flatMap((echo): Fault[] => [
      { kind: 'status', status: 200, body: `<html>${echo}</html>` },
      { kind: 'status', status: 200, body: JSON.stringify({ error: { message: echo } }) },
    ]),
    { kind: 'drop' },
  ];
  const calls = [
    ['chat', 'getAll', {}],
    ['message', 'sendLocation', { conversation, latitude: 1, longitude: 2, address: 'x' }],
    ['instance', 'getQrCode', {}],
  ] as const;

  it('stands in no error, whatever goes wrong', async () => {
    const phone = await instance();
    const act = acting(phone, { token: TOKEN });
    for (const fault of faults) {
      for (const [resource, operation, fields] of calls) {
        phone.faults.clear();
        phone.faults.add(fault);
        const error = await failing(act(resource, operation, { ...fields }));
        const shown = `${JSON.stringify(error)} ${inspect(error, { depth: 12, showHidden: true })}`;
        for (const secret of [TOKEN, encodeURIComponent(TOKEN), 'wröng', 'wr%C3%B6ng']) {
          expect(shown).not.toContain(secret);
        }
      }
    }
  });

  it('stands in no item of a run that goes on', async () => {
    const phone = await instance();
    phone.faults.add({ kind: 'status', status: 500, body: `at /messages?token=${TOKEN}` });
    const { items } = await acting(phone, { token: TOKEN })(
      'message',
      'getAll',
      {},
      { continueOnFail: true },
    );
    expect(items[0]?.json.error).toContain('HTTP 500');
    expect(JSON.stringify(items)).not.toContain('wröng');
  });

  it('is not shown when the service cannot be reached', async () => {
    const act = acting(await instance(), { token: TOKEN, url: 'http://127.0.0.1:9/instance1' });
    const error = await failing(act('instance', 'getStatus'));
    expect(error.description).toContain('Check that 127.0.0.1:9 can be reached');
    expect(`${JSON.stringify(error)}${inspect(error, { depth: 12 })}`).not.toContain('wr');
  });

  it('goes with every call and is otherwise spelled as it was given', async () => {
    const phone = await instance();
    const { requests } = await acting(phone)('instance', 'getStatus');
    expect(requests.map(({ url }) => new URL(url).searchParams.getAll('token'))).toEqual([
      ['sandbox-chat-token'],
    ]);
  });

  it('that is wrong is said to be wrong, once', async () => {
    const phone = await instance();
    const error = await failing(acting(phone, { token: 'another-token' })('chat', 'getAll'));
    expect(error.message).toBe(
      'Could not list the chats: HTTP 401 "Wrong token. Please provide token as a GET parameter."',
    );
    expect(error.description).toBe('Check the token and that it belongs to the instance in the address.');
  });
});
