import type { Host } from '../../../src/host/index.ts';
import { ServiceError, retryDecision, retryDelayMs } from '../../../src/host/index.ts';
import type { Message, MessageCreated } from '../../../src/model/index.ts';
import type { Connection } from '../../../src/platforms/index.ts';

/** Messages asked for at once, to begin with. */
const FIRST_PAGE = 200;
/** A service that puts us off is asked for less: some allow few calls a minute, and give few messages in each. */
const LEAST = 15;
/** Some services find a page only by reading everything after it, so that larger ones are fewer. */
const MOST = 2000;
/** Where the service does not say how long to wait after a call too many. */
const WAIT_MS = 30_000;
const TRIES = 4;

export interface ReadingOptions {
  /** Unix milliseconds. */
  readonly since: number;
  readonly host: Pick<Host, 'sleep'>;
  /** Ends the reading with the signal's reason. */
  readonly signal: AbortSignal;
  /** Called after every page with the time of its oldest message. */
  onPage(messages: number, oldest: string): void;
  /** Called before a wait that the service asked for, or that follows an error. */
  onWait(waitMs: number, reason: string): void;
}

/**
 * What people said in a conversation since a moment, as the events by which a feed would have told of it, oldest
 * first. Waits where the service says that it was asked too often.
 * @throws {ServiceError} when the service refuses, or does not answer several times in a row
 */
export async function readHistory(
  connection: Connection,
  conversation: string,
  options: ReadingOptions,
): Promise<MessageCreated[]> {
  const { signal } = options;
  // Nothing is lost with a page that is still on its way.
  const stopped = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => {
      reject(new Error('The reading was stopped.'));
    });
  });
  stopped.catch(() => undefined);
  const found = new Map<string, MessageCreated>();
  let limit = FIRST_PAGE;
  let grows = true;
  let before: string | undefined;
  for (;;) {
    const range = { limit, threads: true, ...(before === undefined ? {} : { before }) };
    const read = (): Promise<Message[]> =>
      Promise.race([connection.listMessages(conversation, range), stopped]);
    const page = await patiently(read, options, (error) => {
      if (error.kind !== 'rate-limited') return;
      grows = false;
      limit = Math.max(LEAST, Math.floor(limit / 2));
      range.limit = limit;
    });
    // Answers stand beside the message they are under, which need not be of the same page.
    const oldest = page.find(({ thread }) => thread === undefined);
    for (const message of page) {
      if (Date.parse(message.sentAt) < options.since || !isSomebodys(message)) continue;
      const event = connection.created(message);
      // What the service itself sent is not stored anyway, and would be the most of a long history.
      found.set(message.id, { ...event, message: { ...message, raw: undefined } });
    }
    const [first] = page;
    if (first) options.onPage(page.length, first.sentAt);
    if (!oldest || oldest.id === before) break;
    before = oldest.id;
    if (Date.parse(oldest.sentAt) < options.since) break;
    if (grows) limit = Math.min(MOST, limit * 2);
  }
  return [...found.values()].sort((a, b) => (a.position < b.position ? -1 : 1));
}

/** Our own words come from elsewhere; announcements of the platform are nobody's. */
function isSomebodys({ author }: Message): boolean {
  return author.kind !== 'self' && author.kind !== 'system';
}

/** Reading can be repeated without harm. */
async function patiently<T>(
  read: () => Promise<T>,
  { host, signal, onWait }: ReadingOptions,
  onError: (error: ServiceError) => void,
): Promise<T> {
  for (let failures = 0; ;) {
    signal.throwIfAborted();
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      onError(error);
      const isTooOften = error.kind === 'rate-limited';
      if (!isTooOften) failures += 1;
      if (!isTooOften && (retryDecision(error.kind) !== 'retry' || failures >= TRIES)) throw error;
      const waitMs = isTooOften
        ? retryDelayMs(1, 0, error.retryAfterMs ?? WAIT_MS)
        : retryDelayMs(failures, 0, error.retryAfterMs);
      onWait(waitMs, error.cameBack);
      await host.sleep(waitMs, signal);
    }
  }
}
