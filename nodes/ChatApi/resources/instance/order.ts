import type { ChatApiClient, ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';

interface Order {
  readonly value: string;
  readonly name: string;
  readonly action: string;
  readonly description: string;
  order(client: ChatApiClient): Promise<Readonly<Record<string, unknown>>>;
}

/** An operation that has the instance do something. The service tells in a sentence what it made of it. */
export function orderInstance({ order, ...about }: Order): Operation<ChatApiConnection> {
  return {
    ...about,
    fields: [],
    async run(call) {
      const { result, accountStatus } = await order(call.connection.client);
      const message = [result, accountStatus].find((one) => typeof one === 'string');
      const isRefused = typeof message === 'string' && /\bnot sent\b/i.test(message);
      return { success: !isRefused, ...(message === undefined ? {} : { message }) };
    },
  };
}
