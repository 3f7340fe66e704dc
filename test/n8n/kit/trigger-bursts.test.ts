import { describe, expect, it } from 'vitest';
import { burstsOf, itemOf, loadCore } from '../../../nodes/kit/index.ts';
import type { ItemParts } from '../../../nodes/kit/index.ts';
import type { ParleyEvent } from '../../../src/index.ts';
import { textTree } from '../../../src/index.ts';
import { fake } from '../support/fake.ts';

const at = '2026-05-01T10:00:00.000Z';

function said(id: string, author: string, conversation = '1'): ParleyEvent {
  return {
    type: 'message.created',
    conversation,
    key: `created:${id}`,
    position: id,
    at,
    message: {
      platform: 'buddypress',
      account: 'site',
      conversation,
      id,
      author: { id: author, name: author, kind: 'person' },
      text: textTree(`text ${id}`),
      attachments: [
        { kind: 'document', name: `${id}.txt`, mimeType: 'text/plain', url: `https://x.org/${id}` },
      ],
      sentAt: at,
      raw: { number: id },
    },
  };
}

const removed: ParleyEvent = {
  type: 'message.deleted',
  conversation: '1',
  key: 'deleted:0',
  position: '2',
  at,
  messageId: '0',
};

const ids = (events: readonly ParleyEvent[]) =>
  burstsOf(events).map((burst) => burst.map(({ key }) => key.split(':')[1]));

describe('messages in a row', () => {
  it('become one, until somebody else writes', () => {
    expect(ids([said('1', 'a'), said('2', 'a'), said('3', 'b'), said('4', 'a')])).toEqual([
      ['1', '2'],
      ['3'],
      ['4'],
    ]);
  });

  it('are told apart by conversation, and stand where the last of them stood', () => {
    const events = [said('1', 'a'), said('2', 'a', '9'), said('3', 'a'), said('4', 'b', '9')];
    expect(ids(events)).toEqual([['2'], ['1', '3'], ['4']]);
  });

  it('are not parted by what is no message', () => {
    expect(ids([said('1', 'a'), removed, said('2', 'a')])).toEqual([['0'], ['1', '2']]);
  });
});

describe('the item of a burst', () => {
  const parts = async (simplify: boolean, quietSeconds: number): Promise<ItemParts> => ({
    core: await loadCore(),
    connection: fake('the connection', {}),
    functions: fake('the functions', {}),
    settings: { simplify, quietSeconds, download: false },
  });
  const burst = () => burstsOf([said('1', 'a'), said('2', 'a')])[0] ?? [removed];

  it('has all texts and files, the ids, and else what the last message has', async () => {
    const { json } = await itemOf(await parts(true, 5), burst());
    expect(json).toMatchObject({
      event: 'message.created',
      key: 'created:2',
      id: '2',
      text: 'text 1\ntext 2',
      messages: ['1', '2'],
      attachments: [{ name: '1.txt' }, { name: '2.txt' }],
    });
  });

  it('has the messages as they came, when they are not simplified', async () => {
    const { json } = await itemOf(await parts(false, 5), burst());
    expect(json).toEqual({
      event: 'message.created',
      key: 'created:2',
      number: '2',
      messages: [{ number: '1' }, { number: '2' }],
    });
  });

  it('is the message alone, when nothing is grouped', async () => {
    const { json } = await itemOf(await parts(true, 0), [said('1', 'a')]);
    expect(json).toMatchObject({ event: 'message.created', id: '1', text: 'text 1' });
    expect(json).not.toHaveProperty('messages');
  });

  it('says what happened to a message', async () => {
    const { json } = await itemOf(await parts(true, 0), [removed]);
    expect(json).toEqual({ event: 'message.deleted', key: 'deleted:0', id: '0', conversation: '1', at });
  });
});
