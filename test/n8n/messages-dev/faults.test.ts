import { describe, expect, it } from 'vitest';
import { MessagesDevApi } from '../../../credentials/MessagesDevApi.credentials.ts';
import { testCredential } from '../support/credential-test.ts';
import { chat, openLine } from './line.ts';

describe('the credential of messages.dev', () => {
  it('is good with key and line, blanks around them or not', async () => {
    const { credential, act } = await openLine();
    const padded = {
      url: `${credential.url}/ `,
      apiKey: ` ${credential.apiKey} `,
      line: ` ${credential.line}`,
    };
    expect(await testCredential(new MessagesDevApi(), credential)).toBe('OK');
    expect(await testCredential(new MessagesDevApi(), padded)).toBe('OK');
    expect((await act('line', 'getAll', {}, { credential: padded })).json).not.toEqual([]);
  });

  it.each([
    ['a wrong key', { apiKey: 'sk_live_wrong' }, 'The API key is not accepted'],
    ['a line that is not there', { line: '+19995550000' }, 'The line was not found'],
    ['a line that is no handle', { line: 'ln' }, 'line'],
  ])('is refused with %s', async (_, change, said) => {
    const { credential } = await openLine();
    expect(await testCredential(new MessagesDevApi(), { ...credential, ...change })).toContain(said);
  });

  it('is refused with a key for other lines, without the version, and when the hour is used up', async () => {
    const { credential, emulator } = await openLine();
    const told = (change: object) => testCredential(new MessagesDevApi(), { ...credential, ...change });
    emulator.setKey({ key: 'sk_live_other', lines: ['+12025550102'] });
    expect(await told({ apiKey: 'sk_live_other' })).toContain('may not use this line');
    expect(await told({ url: credential.url.replace('/v1', '') })).toContain('ends in /v1');
    emulator.faults.add({ kind: 'status', status: 429, retryAfter: 60 });
    expect(await told({})).toContain('used up its calls');
  });

  it.each([
    ['no key', { apiKey: '' }, 'The credential is not complete: API Key'],
    ['no line', { line: '' }, 'The credential is not complete: Line'],
    ['a name for a line', { line: 'desk' }, 'Line must be the handle of a line'],
    ['no address', { url: 'messages.dev' }, 'The credential is not complete: Base URL'],
  ])('ends a run with %s by the name of the field', async (_, change, said) => {
    const { act, credential, direct } = await openLine();
    const running = act(
      'message',
      'send',
      { conversation: chat(direct), text: 'hello' },
      { credential: { ...credential, ...change } },
    );
    await expect(running).rejects.toThrow(said);
  });

  it.each([
    ['a wrong key', { apiKey: 'sk_live_wrong' }, 'API key'],
    ['a line that is not there', { line: '+19995550000' }, 'There is no line +19995550000'],
  ])('ends a run with %s by what to do', async (_, change, said) => {
    const { act, credential, direct } = await openLine();
    const running = act(
      'message',
      'send',
      { conversation: chat(direct), text: 'hello' },
      { credential: { ...credential, ...change } },
    );
    await expect(running).rejects.toMatchObject({ description: expect.stringContaining(said) });
    await expect(running).rejects.not.toThrow('sk_live_wrong');
  });
});

describe('the messages.dev node with bad input', () => {
  it.each([
    ['an empty text', 'message', 'send', { text: ' ' }, 'The field “Text” is empty'],
    ['a text that an expression did not find', 'message', 'send', { text: undefined }, '“Text” is empty'],
    ['no conversation', 'message', 'send', { conversation: chat('') }, '“Conversation” is empty'],
    ['a conversation that is a name', 'message', 'send', { conversation: chat('Nora') }, '“Nora”'],
    ['a number without its country', 'message', 'send', { conversation: chat(5550142) }, 'country code'],
    ['an object for a conversation', 'typing', 'show', { conversation: chat({}) }, 'is no ID but an object'],
    ['no message ID', 'reaction', 'getAll', { messageId: '' }, '“Message ID” is empty'],
    ['an answer to an object', 'message', 'send', { options: { replyTo: {} } }, '“Reply to Message ID”'],
    ['a limit of nothing', 'message', 'getAll', { limit: 0 }, '“Limit” must be at least 1'],
    ['another state', 'typing', 'show', { state: 'maybe' }, '“State” must be on or off'],
    ['a missing binary field', 'message', 'send', { binaryFields: 'photo' }, "binary file 'photo'"],
    ['no outbox ID', 'outbox', 'get', { outboxId: '' }, '“Outbox ID” is empty'],
    ['no events', 'webhook', 'create', { url: 'https://example.org', events: [] }, '“Events” is empty'],
  ])('refuses %s before anything is sent', async (_, resource, operation, wrong, said) => {
    const { act, credential, direct } = await openLine();
    const parameters = { conversation: chat(direct), text: 'fine', messageId: 'msg_1' };
    // A request would end in another complaint: nobody is there.
    const nowhere = { ...credential, url: 'http://127.0.0.1:9/v1' };
    const refused = act(resource, operation, parameters, {
      credential: nowhere,
      perItem: () => ({ ...wrong }),
    });
    await expect(refused).rejects.toThrow(said);
    await expect(refused).rejects.toMatchObject({ context: { itemIndex: 0 } });
  });

  it('names the ID that the service does not know', async () => {
    const { act, direct } = await openLine();
    const none = { conversation: chat('cht_none') };
    await expect(act('message', 'getAll', none)).rejects.toThrow('read the messages of cht_none');
    await expect(act('outbox', 'get', { outboxId: 'obx_none' })).rejects.toThrow('obx_none');
    await expect(act('webhook', 'delete', { webhookId: 'wh_none' })).rejects.toThrow('wh_none');
    await expect(
      act('reaction', 'add', { conversation: chat(direct), messageId: 'msg_none', reaction: 'like' }),
    ).rejects.toThrow('react to msg_none');
  });

  it('sends the other 497 of 500 items, in order, when three are bad', async () => {
    const { act, direct, said } = await openLine();
    const bad = new Map<number, object>([
      [7, { text: '' }],
      [250, { conversation: chat('nobody') }],
      [499, { conversation: chat('cht_none') }],
    ]);
    const { items, json } = await act(
      'message',
      'send',
      { conversation: chat(direct), options: { wait: false } },
      {
        items: Array.from({ length: 500 }, () => ({ json: {} })),
        perItem: (index) => ({ text: `n${String(index)}`, ...bad.get(index) }),
        continueOnFail: true,
      },
    );
    expect(items.map(({ pairedItem }) => pairedItem)).toEqual(
      Array.from({ length: 500 }, (_, item) => ({ item })),
    );
    const failed = json.flatMap(({ error }, index) => (error === undefined ? [] : [index]));
    expect(failed).toEqual([...bad.keys()]);
    const last = String(json.at(-2)?.outboxId);
    for (;;) {
      const { json: item } = await act('outbox', 'get', { outboxId: last });
      if (item[0]?.status === 'sent') break;
    }
    expect(await said(direct)).toEqual(
      Array.from({ length: 500 }, (_, index) => index)
        .filter((index) => !bad.has(index))
        .map((index) => `n${String(index)}`),
    );
  });

  it('ends with the first bad item when it may not go on, and says which', async () => {
    const { act, direct } = await openLine();
    const running = act(
      'message',
      'send',
      { conversation: chat(direct), options: { wait: false } },
      {
        items: [{ json: {} }, { json: {} }],
        perItem: (index) => ({ text: index === 0 ? 'fine' : '' }),
      },
    );
    await expect(running).rejects.toMatchObject({ context: { itemIndex: 1 } });
  });
});
