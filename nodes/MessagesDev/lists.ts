import type { INodeProperties } from 'n8n-workflow';
import type { MessagesDevConnection } from '../../src/platforms/messages-dev/index.ts';
import type { Operation } from '../kit/index.ts';
import { many } from '../kit/index.ts';
import { conversation } from './fields.ts';
import { shown } from './outputs.ts';
import { conversationOf } from './reading.ts';

type Client = MessagesDevConnection['client'];
type Texts = Pick<Operation, 'action' | 'description'>;

/** "Get Many" of something that the service lists whole. */
export function listOf(
  texts: Texts,
  read: (client: Client) => Promise<readonly object[]>,
): Operation<MessagesDevConnection> {
  return {
    value: 'getAll',
    name: 'Get Many',
    ...texts,
    fields: many,
    async run(call) {
      const limit = call.limit();
      return (await read(call.connection.client)).slice(0, limit).map(shown);
    },
  };
}

/** The same of a conversation. */
export function listIn(
  texts: Texts,
  read: (client: Client, to: string) => Promise<readonly object[]>,
): Operation<MessagesDevConnection> {
  const fields: readonly INodeProperties[] = [conversation, ...many];
  return {
    value: 'getAll',
    name: 'Get Many',
    ...texts,
    fields,
    async run(call) {
      const [to, limit] = [conversationOf(call), call.limit()];
      return (await read(call.connection.client, to)).slice(0, limit).map(shown);
    },
  };
}
