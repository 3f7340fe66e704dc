import type {
  ResponseCreateParamsNonStreaming,
  ResponseInputItem,
} from 'openai/resources/responses/responses';
import type { ChatMessage, ModelRequest } from '../contract.ts';
import { sendable } from './arguments.ts';
import type { Dialect } from './dialect.ts';

/** A request of the Responses API. The service is asked to keep nothing: the journal has the conversation. */
export function responsesRequest(
  request: ModelRequest,
  name: string,
  { without }: Dialect,
  temperature: number | undefined,
): ResponseCreateParamsNonStreaming {
  return {
    model: name,
    input: request.messages.flatMap(inputItems),
    max_output_tokens: request.maxOutputTokens,
    ...(without.has('store') ? {} : { store: false }),
    ...(temperature === undefined || without.has('temperature') ? {} : { temperature }),
    ...(request.user === undefined || without.has('user') ? {} : { user: request.user }),
    ...(request.tools.length === 0
      ? {}
      : {
          tools: request.tools.map(({ name, description, parameters }) => ({
            type: 'function' as const,
            name,
            description,
            parameters: { ...parameters },
            // Strict schemas have to name every property as required, which those of MCP servers do not.
            strict: false,
          })),
        }),
  };
}

function inputItems(message: ChatMessage): ResponseInputItem[] {
  switch (message.role) {
    case 'system':
      return [{ role: 'system', content: message.text }];
    case 'user':
      return [
        {
          role: 'user',
          content: message.content.map((part) =>
            part.type === 'text'
              ? { type: 'input_text' as const, text: part.text }
              : {
                  type: 'input_image' as const,
                  detail: 'auto' as const,
                  image_url: `data:${part.mimeType};base64,${part.base64}`,
                },
          ),
        },
      ];
    case 'assistant':
      return [
        ...(message.text === '' ? [] : [{ role: 'assistant' as const, content: message.text }]),
        ...message.toolCalls.map(({ id, name, arguments: args }) => ({
          type: 'function_call' as const,
          call_id: id,
          name,
          arguments: sendable(args),
        })),
      ];
    case 'tool':
      return [{ type: 'function_call_output', call_id: message.callId, output: message.text }];
  }
}
