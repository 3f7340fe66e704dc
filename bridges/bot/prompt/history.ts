import type { Message } from '../../../src/model/index.ts';
import type { Connection } from '../../../src/platforms/index.ts';
import type { Turn } from '../contract.ts';
import type { Surroundings } from '../parts.ts';

/** What was said in the conversation before the messages that are answered. */
export interface Past {
  /** Oldest first, as the messages are now; without those that are answered. */
  readonly messages: readonly Message[];
  /** A message as it is now, where the service showed it. */
  now(message: Message): Message;
}

/** Beyond those that are shown, so many are read: what falls out of sight belongs into the summary. */
const READ_BEYOND = 60;

/**
 * Reads the conversation, or the thread in which it was asked. A service that does not answer leaves the bot without a
 * memory, not people without an answer.
 * @param since Unix milliseconds; nothing older is shown
 */
async function readPast(turn: Turn, surroundings: Surroundings, since: number): Promise<Past> {
  const { bot, connection, place, log } = surroundings;
  const asked = turn.heard.map(({ message }) => message);
  const last = asked.at(-1);
  const beyond = bot.memory.summaryTokens > 0 ? READ_BEYOND : 0;
  const limit = bot.memory.messages + beyond + asked.length;
  let found: readonly Message[] = [];
  try {
    found =
      last?.thread === undefined
        ? await connection.listMessages(place.conversation, { limit })
        : await readThread(connection, last, last.thread, limit);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    log.warn(
      { bot: bot.name, ...place, reason },
      'what was said before could not be read: the bot answers without it',
    );
  }
  const fresh = new Map(found.map((message) => [message.id, message]));
  const ids = new Set(asked.map(({ id }) => id));
  return {
    messages: until(found, last).filter(({ id, sentAt }) => !ids.has(id) && Date.parse(sentAt) > since),
    now: (message) => fresh.get(message.id) ?? message,
  };
}

/** Reads the conversation once for a turn, however often the model is asked in it, and again when messages join it. */
export function rememberPast(surroundings: Surroundings): (turn: Turn, since: number) => Promise<Past> {
  let known: { readonly key: string; readonly past: Promise<Past> } | undefined;
  return (turn, since) => {
    const key = JSON.stringify([turn.id, since, turn.heard.map(({ id }) => id)]);
    if (known?.key !== key) known = { key, past: readPast(turn, surroundings, since) };
    return known.past;
  };
}

/** What came after the last message that is answered is answered on its own. */
function until(found: readonly Message[], last: Message | undefined): readonly Message[] {
  if (!last) return found;
  const at = found.findIndex(({ id }) => id === last.id);
  if (at !== -1) return found.slice(0, at);
  return found.filter(({ sentAt }) => sentAt <= last.sentAt);
}

/**
 * A thread and the message that it hangs on. Some services list a thread before one of its messages; of the others,
 * the message above it is read with the answers under it.
 */
async function readThread(
  connection: Connection,
  asked: Message,
  thread: string,
  limit: number,
): Promise<readonly Message[]> {
  const { conversation } = asked;
  const belongs = (message: Message): boolean => message.thread === thread || message.id === thread;
  const near = (await connection.listMessages(conversation, { before: asked.id, limit })).filter(belongs);
  const isListed = near.some((message) => message.thread === thread);
  if (isListed && near.some(({ id }) => id === thread)) return [...near, asked];
  const [above] = await connection.listMessages(conversation, { before: thread, limit: 1 });
  const under = await connection.listMessages(conversation, {
    ...(above === undefined ? {} : { after: above.id }),
    limit: above === undefined ? limit : 1,
    threads: !isListed,
  });
  const rest = under.filter(belongs);
  return isListed ? [...rest, ...near, asked] : rest.slice(-limit);
}
