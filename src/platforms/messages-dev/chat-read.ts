import type { Host } from '../../host/index.ts';
import { ServiceError } from '../../host/index.ts';
import type { MessageCreated } from '../../model/index.ts';
import type { ChatList } from './chat-list.ts';
import type { MessagesDevClient } from './client.ts';
import type { ChatCursor } from './cursor.ts';
import { afterRead, emptyChat, isNews, windowOf } from './cursor.ts';
import { readBack } from './history.ts';
import type { MapContext } from './map.ts';
import { created, toMessage } from './map.ts';
import type { WireChat } from './schema.ts';
import type { Signals } from './signals.ts';

/** A chat that changed is read again for so long, milliseconds: a message may be handed over after younger ones. */
const AGAIN_MS = 45_000;
/** With a smaller share of the hour's calls left, chats are read only when they changed. */
export const RESERVE = 0.3;
/** With a smaller share left, chats that do not show whether they changed wait: sending needs the rest. */
const LAST_RESERVE = 0.1;

export interface PollParts {
  readonly client: MessagesDevClient;
  readonly chatList: ChatList;
  readonly host: Host;
  readonly context: MapContext;
  readonly signals: Signals;
}

/** Whether a chat has to be read: something was said, or it does not show. */
export function mayHaveNews(was: ChatCursor, chat: WireChat, { client, host }: PollParts): boolean {
  const activity = chat.last_message_at ?? null;
  if (activity === null) return client.callsLeft() > LAST_RESERVE;
  return activity !== was.activity || (host.now() < was.again && client.callsLeft() > RESERVE);
}

/** The news of a chat, and where it stands then. */
export interface ChatRead {
  readonly events: readonly MessageCreated[];
  readonly cursor: ChatCursor;
}

/**
 * Reads a chat. Without `was` the feed begins here, and nothing is news. Undefined for a chat that cannot be read: it
 * holds up none of the others.
 */
export async function readChat(
  parts: PollParts,
  conversation: string,
  chat: WireChat,
  was: ChatCursor | undefined,
): Promise<ChatRead | undefined> {
  try {
    return await read(parts, conversation, chat, was);
  } catch (error) {
    if (!(error instanceof ServiceError) || error.kind !== 'not-found') throw error;
    const { host, context } = parts;
    host.log.warn(
      { account: context.account, conversation, code: error.code },
      `a chat is left out: ${error.message}`,
    );
    return undefined;
  }
}

async function read(
  parts: PollParts,
  conversation: string,
  chat: WireChat,
  was: ChatCursor | undefined,
): Promise<ChatRead> {
  const { client, host, context } = parts;
  const messages = await readBack(
    client,
    chat.id,
    (all, last) => last.sent_at <= (was ? was.floor : windowOf(all)),
  );
  context.known.learnMessages(messages);
  const activity = chat.last_message_at ?? null;
  const again = was?.activity === activity ? was.again : host.now() + AGAIN_MS;
  const start = was ?? (messages.length === 0 ? emptyChat(serviceNow(parts)) : undefined);
  const cursor = afterRead(start, messages, { activity, again });
  if (!was) return { events: [], cursor };
  const fresh = messages.filter((wire) => isNews(was, wire));
  return { events: fresh.map((wire) => created(toMessage(wire, context, conversation))), cursor };
}

/** Unix milliseconds by the service's clock. */
export function serviceNow({ client, host }: PollParts): number {
  return host.now() + client.clockOffsetMs();
}
