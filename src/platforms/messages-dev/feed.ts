import type { Host } from '../../host/index.ts';
import { ServiceError } from '../../host/index.ts';
import type { MessageCreated } from '../../model/index.ts';
import type { PollResult, PollScope } from '../contract.ts';
import type { ChatList } from './chat-list.ts';
import type { MessagesDevClient } from './client.ts';
import type { ChatCursor, Cursor } from './cursor.ts';
import { afterRead, emptyChat, isNews, parseCursor, windowOf } from './cursor.ts';
import { readBack } from './history.ts';
import type { MapContext } from './map.ts';
import { created, toMessage } from './map.ts';
import type { WireChat } from './schema.ts';
import type { Signals } from './signals.ts';

/** A chat that changed is read again for so long, milliseconds: a message may be handed over after younger ones. */
const AGAIN_MS = 45_000;
/** With a smaller share of the hour's calls left, chats are read only when they changed. */
const RESERVE = 0.3;
/** With a smaller share left, chats that do not show whether they changed wait: sending needs the rest. */
const LAST_RESERVE = 0.1;

export interface PollParts {
  readonly client: MessagesDevClient;
  readonly chatList: ChatList;
  readonly host: Host;
  readonly context: MapContext;
  readonly signals: Signals;
}

/**
 * What was said in these conversations since the cursor: one call for the list of chats, and one for each that
 * changed. A conversation that is new to the cursor begins with what comes next, one whose chat does not exist yet
 * with its first message. A chat that cannot be read is left where it stood and holds up none of the others.
 *
 * Reactions come by webhook only: they can be asked for message by message, which would cost far more calls than the
 * service allows.
 */
export async function poll(
  parts: PollParts,
  text: string | undefined,
  scope: PollScope,
): Promise<PollResult> {
  const { chatList, host, context } = parts;
  const { known } = context;
  const before = parseCursor(text);
  const after: Cursor = {};
  const events: MessageCreated[] = [];
  known.lookAfter(scope.conversations);
  await chatList.refresh();
  const chats = new Map<string, WireChat>();
  for (const conversation of new Set(scope.conversations)) {
    const was = before[conversation];
    const chat = known.chatOf(conversation);
    if (!chat) {
      after[conversation] = was ?? emptyChat(serviceNow(parts));
      continue;
    }
    chats.set(conversation, chat);
    if (was && !mayHaveNews(was, chat, parts)) {
      after[conversation] = was;
      continue;
    }
    try {
      const read = await readChat(parts, conversation, chat, was);
      after[conversation] = read.cursor;
      events.push(...read.events);
    } catch (error) {
      if (!isAboutChat(error)) throw error;
      host.log.warn(
        { account: context.account, conversation, code: error.code },
        `a chat is left out: ${error.message}`,
      );
      if (was) after[conversation] = was;
    }
  }
  const cursor = JSON.stringify(after);
  if (scope.signals !== true) return { events, cursor, more: false };
  return { events, cursor, more: false, signals: await parts.signals.read(chats) };
}

function mayHaveNews(was: ChatCursor, chat: WireChat, { client, host }: PollParts): boolean {
  const activity = chat.last_message_at ?? null;
  if (activity === null) return client.callsLeft() > LAST_RESERVE;
  return activity !== was.activity || (host.now() < was.again && client.callsLeft() > RESERVE);
}

async function readChat(
  parts: PollParts,
  conversation: string,
  chat: WireChat,
  was: ChatCursor | undefined,
): Promise<{ events: readonly MessageCreated[]; cursor: ChatCursor }> {
  const { client, host, context } = parts;
  const messages = await readBack(
    client,
    chat.id,
    (read, last) => last.sent_at <= (was ? was.floor : windowOf(read)),
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
function serviceNow({ client, host }: PollParts): number {
  return host.now() + client.clockOffsetMs();
}

function isAboutChat(error: unknown): error is ServiceError {
  return error instanceof ServiceError && error.kind === 'not-found';
}
