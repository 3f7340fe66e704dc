import type { Reply } from './reply.ts';
import { fragments, pieces } from './reply.ts';

interface Envelope {
  readonly id: string;
  /** Unix seconds. */
  readonly created: number;
  readonly model: string;
  readonly newId: (prefix: string) => string;
}

interface Event {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** An answer of the Responses API. */
export function response(envelope: Envelope, reply: Reply): object {
  return shell(envelope, reply, items(envelope, reply));
}

/** The same as the events of a stream. */
export function responseEvents(envelope: Envelope, reply: Reply): Event[] {
  const output = items(envelope, reply);
  const begun = {
    ...shell(envelope, reply, []),
    status: 'in_progress',
    incomplete_details: null,
    usage: null,
  };
  const done = shell(envelope, reply, output);
  const events: Event[] = [
    { type: 'response.created', response: begun },
    { type: 'response.in_progress', response: begun },
    ...output.flatMap((item, output_index) => itemEvents(item, output_index)),
    { type: isCut(reply) ? 'response.incomplete' : 'response.completed', response: done },
  ];
  return events.map((event, sequence_number) => ({ ...event, sequence_number }));
}

type Item = ReturnType<typeof items>[number];

function items({ newId }: Envelope, reply: Reply) {
  const status = isCut(reply) ? 'incomplete' : 'completed';
  const parts = [
    ...(reply.text === '' ? [] : [{ type: 'output_text' as const, text: reply.text, annotations: [] }]),
    ...(reply.refusal === undefined ? [] : [{ type: 'refusal' as const, refusal: reply.refusal }]),
  ];
  return [
    ...(parts.length === 0
      ? []
      : [{ id: newId('msg_'), type: 'message' as const, status, role: 'assistant', content: parts }]),
    ...reply.toolCalls.map(({ id, name, arguments: args }) => ({
      id: newId('fc_'),
      type: 'function_call' as const,
      status,
      call_id: id,
      name,
      arguments: args,
    })),
  ];
}

function itemEvents(item: Item, output_index: number): Event[] {
  const at = { item_id: item.id, output_index };
  if (item.type === 'function_call') {
    return [
      {
        type: 'response.output_item.added',
        output_index,
        item: { ...item, status: 'in_progress', arguments: '' },
      },
      ...fragments(item.arguments).map((delta) => ({
        type: 'response.function_call_arguments.delta',
        ...at,
        delta,
      })),
      { type: 'response.function_call_arguments.done', ...at, name: item.name, arguments: item.arguments },
      { type: 'response.output_item.done', output_index, item },
    ];
  }
  return [
    {
      type: 'response.output_item.added',
      output_index,
      item: { ...item, status: 'in_progress', content: [] },
    },
    ...item.content.flatMap((part, content_index): Event[] => {
      const here = { ...at, content_index };
      const isText = part.type === 'output_text';
      const empty = isText ? { ...part, text: '' } : { ...part, refusal: '' };
      const name = isText ? 'response.output_text' : 'response.refusal';
      return [
        { type: 'response.content_part.added', ...here, part: empty },
        ...pieces(isText ? part.text : part.refusal).map((delta) => ({
          type: `${name}.delta`,
          ...here,
          delta,
        })),
        { type: `${name}.done`, ...here, ...(isText ? { text: part.text } : { refusal: part.refusal }) },
        { type: 'response.content_part.done', ...here, part },
      ];
    }),
    { type: 'response.output_item.done', output_index, item },
  ];
}

function shell({ id, created, model }: Envelope, reply: Reply, output: readonly Item[]): object {
  return {
    id,
    object: 'response',
    created_at: created,
    status: isCut(reply) ? 'incomplete' : 'completed',
    error: null,
    incomplete_details: isCut(reply)
      ? { reason: reply.finish === 'length' ? 'max_output_tokens' : reply.finish }
      : null,
    model,
    output,
    parallel_tool_calls: true,
    store: false,
    usage: reply.usage
      ? {
          input_tokens: reply.usage.input,
          input_tokens_details: { cached_tokens: 0 },
          output_tokens: reply.usage.output,
          output_tokens_details: { reasoning_tokens: 0 },
          total_tokens: reply.usage.input + reply.usage.output,
        }
      : null,
  };
}

function isCut({ finish }: Reply): boolean {
  return finish === 'length' || finish === 'content_filter';
}
