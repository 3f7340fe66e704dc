import type {
  ChatCompletionContentPart,
  ChatCompletionCreateParamsNonStreaming,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions';
import type { ChatMessage, Content, ModelRequest } from '../contract.ts';
import { sendable } from './arguments.ts';
import type { Dialect } from './dialect.ts';

/** A request of the Chat Completions API. */
export function chatRequest(
  request: ModelRequest,
  name: string,
  dialect: Dialect,
  temperature: number | undefined,
): ChatCompletionCreateParamsNonStreaming {
  const { without, limit } = dialect;
  return {
    model: name,
    messages: request.messages.map(chatMessage),
    [limit]: request.maxOutputTokens,
    ...(temperature === undefined || without.has('temperature') ? {} : { temperature }),
    ...(request.user === undefined || without.has('user') ? {} : { user: request.user }),
    ...(request.tools.length === 0
      ? {}
      : {
          tools: request.tools.map(({ name, description, parameters }) => ({
            type: 'function' as const,
            function: { name, description, parameters: { ...parameters } },
          })),
        }),
  };
}

function chatMessage(message: ChatMessage): ChatCompletionMessageParam {
  switch (message.role) {
    case 'system':
      return { role: 'system', content: message.text };
    case 'user':
      return { role: 'user', content: userContent(message.content) };
    case 'assistant':
      if (message.toolCalls.length === 0) return { role: 'assistant', content: message.text };
      return {
        role: 'assistant',
        content: message.text === '' ? null : message.text,
        tool_calls: message.toolCalls.map(({ id, name, arguments: args }) => ({
          id,
          type: 'function' as const,
          function: { name, arguments: sendable(args) },
        })),
      };
    case 'tool':
      return { role: 'tool', tool_call_id: message.callId, content: message.text };
  }
}

/** Plain text where there is nothing else: services without pictures know no other form. */
function userContent(content: readonly Content[]): string | ChatCompletionContentPart[] {
  if (content.every((part) => part.type === 'text')) return content.map(({ text }) => text).join('\n');
  return content.map((part) =>
    part.type === 'text'
      ? { type: 'text', text: part.text }
      : { type: 'image_url', image_url: { url: `data:${part.mimeType};base64,${part.base64}` } },
  );
}
