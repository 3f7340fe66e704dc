import type { ModelAnswer, ModelRequest, Usage } from '../contract.ts';

/** Tokens around each message, as OpenAI counts them for its chat models. */
const PER_MESSAGE = 3;

/**
 * What an answer used. Services that do not say it (some stream without any count, some send zeros) are counted here
 * where there is a tokenizer; pictures are not counted then.
 */
export async function withUsage(
  request: ModelRequest,
  answer: Omit<ModelAnswer, 'usage'> & { readonly usage: Usage | undefined },
  count: ((text: string) => Promise<number>) | undefined,
): Promise<ModelAnswer> {
  const { usage, ...rest } = answer;
  if (usage && usage.input > 0) return { ...rest, usage };
  const counted = count && (await estimate(request, answer, count).catch(() => undefined));
  // An answer is not lost because nobody can count it.
  if (!counted) return { ...rest, usage: { input: 0, output: 0, cached: 0 }, usageFrom: 'nothing' };
  return { ...rest, usage: counted, usageFrom: 'estimate' };
}

/** Several calls together. */
export function sum(calls: readonly Usage[]): Usage {
  return {
    input: calls.reduce((all, { input }) => all + input, 0),
    output: calls.reduce((all, { output }) => all + output, 0),
    cached: calls.reduce((all, { cached }) => all + cached, 0),
  };
}

async function estimate(
  request: ModelRequest,
  answer: Pick<ModelAnswer, 'text' | 'toolCalls'>,
  count: (text: string) => Promise<number>,
): Promise<Usage> {
  const asked = request.messages.map((message) => {
    switch (message.role) {
      case 'user':
        return message.content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
      case 'assistant':
        return `${message.text}${JSON.stringify(message.toolCalls)}`;
      default:
        return message.text;
    }
  });
  const tools = request.tools.length === 0 ? '' : JSON.stringify(request.tools);
  const said = [answer.text, ...answer.toolCalls.map((call) => `${call.name}${call.arguments}`)];
  const [input, output] = await Promise.all([
    count([...asked, tools].filter(Boolean).join('\n')),
    count(said.join('\n')),
  ]);
  return { input: input + PER_MESSAGE * asked.length, output, cached: 0 };
}
