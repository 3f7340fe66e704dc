import { ServiceError } from '../../host/index.ts';
import type { SlackClient } from './client.ts';
import type { SlackMessage } from './schema.ts';

const MOST = 2_000;

/**
 * Finds the head of the thread that an answer belongs to. Slack hangs answers on the head alone: one that names
 * another answer would be seen by nobody.
 */
export interface Threads {
  /** Remembers where a message stands. */
  note(channel: string, message: Pick<SlackMessage, 'ts' | 'thread_ts'>): void;
  /** `ts` of the head; undefined when the message is gone, so that the answer goes to the channel itself. */
  rootOf(channel: string, ts: string): Promise<string | undefined>;
}

export function createThreads(client: SlackClient): Threads {
  const roots = new Map<string, string>();
  const note = (channel: string, ts: string, root: string): void => {
    if (roots.size >= MOST) roots.delete(roots.keys().next().value ?? '');
    roots.set(`${channel} ${ts}`, root);
  };
  return {
    note(channel, { ts, thread_ts }) {
      note(channel, ts, thread_ts ?? ts);
    },
    async rootOf(channel, ts) {
      const known = roots.get(`${channel} ${ts}`);
      if (known !== undefined) return known;
      try {
        const { messages } = await client.replies({ channel, ts, limit: 1 });
        const root = messages.find((message) => message.ts === ts)?.thread_ts ?? messages[0]?.thread_ts ?? ts;
        note(channel, ts, root);
        return root;
      } catch (error) {
        if (error instanceof ServiceError && error.kind === 'not-found' && error.code !== 'channel_not_found')
          return undefined;
        throw error;
      }
    },
  };
}
