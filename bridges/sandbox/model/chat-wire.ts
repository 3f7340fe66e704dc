import type { Reply } from './reply.ts';
import { fragments, pieces } from './reply.ts';

interface Envelope {
  readonly id: string;
  /** Unix seconds. */
  readonly created: number;
  readonly model: string;
}

/** An answer of the Chat Completions API. */
export function completion({ id, created, model }: Envelope, reply: Reply): object {
  return {
    id,
    object: 'chat.completion',
    created,
    model,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: reply.text === '' ? null : reply.text,
          refusal: reply.refusal ?? null,
          annotations: [],
          ...(reply.toolCalls.length === 0
            ? {}
            : {
                tool_calls: reply.toolCalls.map(({ id, name, arguments: args }) => ({
                  id,
                  type: 'function',
                  function: { name, arguments: args },
                })),
              }),
        },
        logprobs: null,
        finish_reason: reply.finish,
      },
    ],
    ...(reply.usage ? { usage: usage(reply.usage) } : {}),
    service_tier: 'default',
    system_fingerprint: 'fp_sandbox',
  };
}

/** The same as the events of a stream, without the `[DONE]` at its end. */
export function completionChunks(
  { id, created, model }: Envelope,
  reply: Reply,
  countsInStream: boolean,
): object[] {
  const counts = countsInStream && reply.usage !== undefined;
  const chunk = (delta: object, finish: string | null = null): object => ({
    id,
    object: 'chat.completion.chunk',
    created,
    model,
    service_tier: 'default',
    system_fingerprint: 'fp_sandbox',
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
    ...(counts ? { usage: null } : {}),
  });
  const { toolCalls } = reply;
  return [
    chunk({
      role: 'assistant',
      content: toolCalls.length > 0 && reply.text === '' ? null : '',
      refusal: null,
    }),
    ...pieces(reply.text).map((content) => chunk({ content })),
    ...pieces(reply.refusal ?? '').map((refusal) => chunk({ refusal })),
    ...toolCalls.flatMap(({ id, name, arguments: args }, index) => [
      chunk({ tool_calls: [{ index, id, type: 'function', function: { name, arguments: '' } }] }),
      ...fragments(args).map((piece) => chunk({ tool_calls: [{ index, function: { arguments: piece } }] })),
    ]),
    chunk({}, reply.finish),
    ...(counts && reply.usage
      ? [{ id, object: 'chat.completion.chunk', created, model, choices: [], usage: usage(reply.usage) }]
      : []),
  ];
}

function usage({ input, output }: NonNullable<Reply['usage']>): object {
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
  };
}
