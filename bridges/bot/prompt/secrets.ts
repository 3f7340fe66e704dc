import { redact } from '../../../src/host/index.ts';
import type { BotConfig } from '../../config/bot-model.ts';
import type { ChatMessage } from '../contract.ts';

/** Takes secrets out of everything that is sent to a model, wherever they came from. */
export function withoutSecrets(messages: readonly ChatMessage[], secrets: readonly string[]): ChatMessage[] {
  const hide = (text: string): string => redact(text, secrets);
  return messages.map((message): ChatMessage => {
    if (message.role === 'user')
      return {
        ...message,
        content: message.content.map((part) =>
          part.type === 'text' ? { ...part, text: hide(part.text) } : part,
        ),
      };
    if (message.role === 'assistant')
      return {
        ...message,
        text: hide(message.text),
        toolCalls: message.toolCalls.map((call) => ({ ...call, arguments: hide(call.arguments) })),
      };
    return { ...message, text: hide(message.text) };
  });
}

/** The secrets that a bot itself was given: its key, and what its tools are signed in with. */
export function secretsOf({ model, tools }: BotConfig): string[] {
  const own = tools.servers.flatMap((server) => Object.values('url' in server ? server.headers : server.env));
  return [...(model.key === undefined ? [] : [model.key]), ...own.flatMap(withoutScheme)].filter(
    (value) => value.length >= SHORTEST,
  );
}

/** What is shorter is a setting ("true", "debug"), and would tear words apart. */
const SHORTEST = 8;

/** "Bearer abc" is secret as a whole and without its first word. */
function withoutScheme(value: string): string[] {
  const bare = /^\w+ (\S+)$/.exec(value)?.[1];
  return bare === undefined ? [value] : [value, bare];
}
