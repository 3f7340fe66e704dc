import type { MessageRange } from '../contract.ts';
import type { ChatApiClient } from './client.ts';
import { chatIdOf } from './map.ts';
import type { WireMessage } from './schema.ts';
import { toNumber } from './schema.ts';

const PAGE = 100;
const DEFAULT_LIMIT = 50;

/**
 * Messages of one chat, oldest first. The newest hundred are asked for first; only where the range reaches further
 * back is the whole chat read, since the service cannot page backwards from a message.
 */
export async function readHistory(
  client: ChatApiClient,
  conversation: string,
  range: MessageRange = {},
): Promise<WireMessage[]> {
  const newest = ofChat(
    (await client.messages({ last: true, chatId: conversation })).messages ?? [],
    conversation,
  );
  const enough = cut(newest.messages, range);
  if (enough.complete || (newest.total < PAGE && enough.anchored)) return enough.messages;
  const all = ofChat(
    (await client.messages({ chatId: conversation, limit: 0 })).messages ?? [],
    conversation,
  );
  return cut(all.messages.length >= newest.messages.length ? all.messages : newest.messages, range).messages;
}

/** The service may not know the filter, so it is applied again; `total` is what it sent. */
function ofChat(messages: readonly WireMessage[], chat: string): { messages: WireMessage[]; total: number } {
  const own = messages.filter((wire) => chatIdOf(wire) === chat);
  return { messages: own.sort(byOrder), total: messages.length };
}

function byOrder(a: WireMessage, b: WireMessage): number {
  const numbers = [toNumber(a.messageNumber), toNumber(b.messageNumber)] as const;
  if (numbers[0] !== undefined && numbers[1] !== undefined) return numbers[0] - numbers[1];
  return (toNumber(a.time) ?? 0) - (toNumber(b.time) ?? 0);
}

interface Cut {
  readonly messages: WireMessage[];
  /** Whether the ids that the range names were among the messages. */
  readonly anchored: boolean;
  /** Whether older messages could add nothing. */
  readonly complete: boolean;
}

function cut(messages: readonly WireMessage[], range: MessageRange): Cut {
  const limit = range.limit ?? DEFAULT_LIMIT;
  const after = range.after === undefined ? -1 : messages.findIndex((wire) => wire.id === range.after);
  const before =
    range.before === undefined ? messages.length : messages.findIndex((wire) => wire.id === range.before);
  const anchored = (range.after === undefined || after >= 0) && before >= 0;
  const within = messages.slice(after + 1, Math.max(0, before));
  // After a message the oldest come first, as one reads on from there; else those nearest to the end.
  const page =
    range.after === undefined ? within.slice(Math.max(0, within.length - limit)) : within.slice(0, limit);
  return {
    messages: page,
    anchored,
    complete: anchored && (range.after !== undefined || page.length === limit),
  };
}
