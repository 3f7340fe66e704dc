import type { SlackClient } from './client.ts';
import { ServiceError } from '../../host/index.ts';
import type { MessageRange } from '../contract.ts';
import { toPosition } from './map.ts';
import type { SlackMessage } from './schema.ts';

const PAGE = 200;
const DEFAULT_LIMIT = 50;

/** Reads what was said in a channel. */
export interface History {
  /** The last messages. */
  last(channel: string): Promise<readonly SlackMessage[]>;
  /**
   * The last messages, and as many before them as it takes to reach a position. A read that breaks off goes on at its
   * next page when it is asked for again: Slack may allow only so many pages a minute.
   */
  since(channel: string, position: string): Promise<readonly SlackMessage[]>;
  /** Answers in these threads after a position. Threads that are gone are left out. */
  threads(channel: string, roots: Iterable<string>, position: string): Promise<readonly SlackMessage[]>;
  /** Messages as `Connection.listMessages` wants them: oldest first, with the answers under them where asked for. */
  range(channel: string, range: MessageRange): Promise<readonly SlackMessage[]>;
}

interface Begun {
  readonly position: string;
  readonly messages: SlackMessage[];
  readonly next: string;
}

export function createHistory(client: SlackClient): History {
  const begun = new Map<string, Begun>();

  const threads: History['threads'] = async (channel, roots, position) => {
    const answers: SlackMessage[] = [];
    for (const ts of roots) {
      try {
        answers.push(...(await thread(client, channel, ts, position)));
      } catch (error) {
        if (!(error instanceof ServiceError) || error.kind !== 'not-found') throw error;
      }
    }
    return answers;
  };

  return {
    threads,
    last: async (channel) => (await client.history({ channel, limit: PAGE })).messages,

    async since(channel, position) {
      const before = begun.get(channel);
      const messages = before?.position === position ? before.messages : [];
      let cursor = before?.position === position ? before.next : undefined;
      begun.delete(channel);
      for (;;) {
        let isReached: boolean;
        try {
          const page = await client.history({ channel, limit: PAGE, cursor });
          messages.push(...page.messages);
          isReached = page.messages.some(({ ts }) => toPosition(ts) <= position);
          cursor = page.response_metadata?.next_cursor;
        } catch (error) {
          if (cursor !== undefined) begun.set(channel, { position, messages, next: cursor });
          throw error;
        }
        if (cursor === undefined || isReached) return messages;
      }
    },

    async range(channel, { before, after, limit = DEFAULT_LIMIT, threads: withThreads = false }) {
      const messages: SlackMessage[] = [];
      let cursor: string | undefined;
      do {
        const page = await client.history({
          channel,
          limit: after === undefined ? Math.min(limit, PAGE) : PAGE,
          cursor,
          ...(before === undefined ? {} : { latest: before }),
          ...(after === undefined ? {} : { oldest: after }),
        });
        messages.push(...page.messages);
        cursor = page.response_metadata?.next_cursor;
      } while (cursor !== undefined && (after !== undefined || messages.length < limit));
      // Some servers do not know `oldest` and `latest`, and some show the given message itself.
      const within = messages.filter(
        ({ ts }) => (before === undefined || ts < before) && (after === undefined || ts > after),
      );
      within.sort(byTime);
      const chosen = after === undefined ? within.slice(-limit) : within.slice(0, limit);
      if (!withThreads) return chosen;
      const roots = chosen.filter(({ reply_count = 0 }) => reply_count > 0).map(({ ts }) => ts);
      const answers = await threads(channel, roots, toPosition('0'));
      // An answer that was shown to the channel too stands there already.
      const known = new Set(chosen.map(({ ts }) => ts));
      return [...chosen, ...answers.filter(({ ts }) => !known.has(ts))].sort(byTime);
    },
  };
}

function byTime(a: SlackMessage, b: SlackMessage): number {
  return toPosition(a.ts) < toPosition(b.ts) ? -1 : 1;
}

async function thread(
  client: SlackClient,
  channel: string,
  ts: string,
  position: string,
): Promise<SlackMessage[]> {
  const answers: SlackMessage[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.replies({
      channel,
      ts,
      oldest: position.replace(/^0+(?=\d)/, ''),
      limit: PAGE,
      cursor,
    });
    answers.push(...page.messages.filter((message) => message.ts !== ts));
    cursor = page.response_metadata?.next_cursor;
  } while (cursor !== undefined);
  return answers;
}
