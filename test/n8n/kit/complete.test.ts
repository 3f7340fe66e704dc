import type { INodeType } from 'n8n-workflow';
import { expect, it } from 'vitest';
import { fake } from '../support/fake.ts';
import { gaps } from '../support/complete.ts';

class Client {
  readonly place = 'here';
  send = (): string => 'sent';
  read(): string {
    return this.place;
  }
}

const node = fake<INodeType>('the node', {
  description: fake<INodeType['description']>('the description', {
    properties: [
      {
        displayName: 'Operation',
        name: 'operation',
        type: 'options',
        displayOptions: { show: { resource: ['message'] } },
        options: [{ name: 'Send', value: 'send' }],
        default: 'send',
      },
    ],
  }),
});

const table: [reached: Record<string, string>, leftOut: Record<string, string>, sentences: string[]][] = [
  [{ send: 'message/send' }, { read: 'for the test' }, []],
  [{ send: 'message/send' }, {}, ['no operation for read']],
  [{ send: 'message/send', read: 'message/get' }, {}, ['read: the node has no message/get']],
  [
    { send: 'message/send', read: 'message/send', write: 'message/send' },
    {},
    ['the client has no method write'],
  ],
  [{ send: 'message/send', read: 'message/send' }, { read: 'why' }, ['read is left out, and not']],
];

it.each(table)('of a client with two methods, %j and %j leave %j', (reached, leftOut, sentences) => {
  expect(gaps({ node, client: new Client(), reached, leftOut })).toEqual(sentences);
});
