import type { ChatApiClient, ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { conversation } from '../../fields.ts';
import { conversationOf } from '../../reading.ts';

interface Act {
  readonly value: string;
  readonly name: string;
  readonly action: string;
  readonly description: string;
  act(client: ChatApiClient, chat: string): Promise<unknown>;
}

/** An operation that does something to a chat and has no more to tell than that it is done. */
export function actOnChat({ act, ...about }: Act): Operation<ChatApiConnection> {
  return {
    ...about,
    fields: [conversation],
    async run(call) {
      const chat = conversationOf(call);
      await act(call.connection.client, chat);
      return { success: true, conversation: chat };
    },
  };
}
