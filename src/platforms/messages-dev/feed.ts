import type { MessageCreated } from '../../model/index.ts';
import type { PollResult, PollScope } from '../contract.ts';
import type { PollParts } from './chat-read.ts';
import { mayHaveNews, readChat, serviceNow } from './chat-read.ts';
import type { Cursor } from './cursor.ts';
import { emptyChat, parseCursor } from './cursor.ts';
import { parseLine, unremembered } from './line-cursor.ts';
import type { WireChat } from './schema.ts';

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
  const { chatList, context } = parts;
  const { known } = context;
  const line = parseLine(text);
  const before = line?.chats ?? parseCursor(text);
  const after: Cursor = {};
  const events: MessageCreated[] = [];
  known.lookAfter(scope.conversations);
  await chatList.refresh();
  const chats = new Map<string, WireChat>();
  for (const conversation of new Set(scope.conversations)) {
    // A feed of the whole line that goes on with less of it: this chat was quiet.
    const was = before[conversation] ?? (line && unremembered(line));
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
    const read = await readChat(parts, conversation, chat, was);
    const now = read?.cursor ?? was;
    if (now) after[conversation] = now;
    events.push(...(read?.events ?? []));
  }
  const cursor = JSON.stringify(after);
  if (scope.signals !== true) return { events, cursor, more: false };
  return { events, cursor, more: false, signals: await parts.signals.read(chats) };
}
