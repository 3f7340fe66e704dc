import type { INodeProperties } from 'n8n-workflow';
import type { ChatApiClient, ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { conversation } from '../../fields.ts';
import { conversationOf } from '../../reading.ts';

const seconds: INodeProperties = {
  displayName: 'Seconds',
  name: 'seconds',
  type: 'number',
  typeOptions: { minValue: 1 },
  default: 5,
  description: 'The sign goes away by itself after so long',
};

interface Sign {
  readonly value: string;
  readonly name: string;
  readonly action: string;
  readonly description: string;
  show(client: ChatApiClient, chat: string, seconds: number): Promise<unknown>;
}

/** An operation that shows a passing sign in a chat. */
export function showInChat({ show, ...about }: Sign): Operation<ChatApiConnection> {
  return {
    ...about,
    fields: [conversation, seconds],
    async run(call) {
      const chat = conversationOf(call);
      const duration = call.number('seconds');
      if (duration < 1) call.refuse('seconds', 'must be at least 1');
      await show(call.connection.client, chat, duration);
      return { success: true, conversation: chat };
    },
  };
}
