import { ServiceError } from '../../host/index.ts';
import type { LookBack, Part, Sent } from '../contract.ts';
import type { SlackClient } from './client.ts';
import { toPost } from './compose.ts';
import type { Files } from './files.ts';
import type { SlackIdentity } from './own.ts';
import { MARKER, isOwn } from './own.ts';
import type { SlackMessage } from './schema.ts';
import type { Threads } from './threads.ts';

/** Slack refuses requests of a clock that is five minutes off; so much is allowed for when times are compared. */
const CLOCK_MS = 300_000 + 5_000;
const PAGE = 200;

export interface SendParts {
  readonly client: SlackClient;
  readonly threads: Threads;
  readonly files: Files;
}

/** Posts a part, once. */
export async function send(parts: SendParts, channel: string, part: Part): Promise<Sent> {
  const root = part.replyTo === undefined ? undefined : await parts.threads.rootOf(channel, part.replyTo);
  if (part.file) return parts.files.share(channel, part, part.file, root);
  const { ts } = await parts.client.post(toPost(channel, part, root));
  parts.threads.note(channel, root === undefined ? { ts } : { ts, thread_ts: root });
  return { id: ts };
}

/**
 * Looks for a part among the messages since the first attempt: by the key in its marker, or, for a shared file, by our
 * own message with a file of that name and size.
 */
export async function findSent(
  parts: SendParts,
  identity: SlackIdentity,
  channel: string,
  part: Part,
  lookBack: LookBack,
): Promise<Sent | undefined> {
  const oldest = String(Math.max(0, (lookBack.since - CLOCK_MS) / 1000));
  const isIt = (message: SlackMessage): boolean =>
    !lookBack.isKnown(message.ts) &&
    (part.file ? isShareOf(message, part, identity) : keyOf(message) === part.key);
  const root = part.replyTo === undefined ? undefined : await parts.threads.rootOf(channel, part.replyTo);
  if (root !== undefined) {
    const found = await search(
      (cursor) => parts.client.replies({ channel, ts: root, oldest, cursor, limit: PAGE }),
      isIt,
    );
    if (found) return { id: found.ts };
  }
  const found = await search(
    (cursor) => parts.client.history({ channel, oldest, cursor, limit: PAGE }),
    isIt,
  );
  return found && { id: found.ts };
}

type Page = Awaited<ReturnType<SlackClient['history']>>;

async function search(
  read: (cursor: string | undefined) => Promise<Page>,
  isIt: (message: SlackMessage) => boolean,
): Promise<SlackMessage | undefined> {
  let cursor: string | undefined;
  do {
    const page: Page = await read(cursor).catch((error: unknown) => {
      if (error instanceof ServiceError && error.code === 'thread_not_found')
        return { ok: true, messages: [] } as const;
      throw error;
    });
    const found = page.messages.find(isIt);
    if (found) return found;
    cursor = page.response_metadata?.next_cursor;
  } while (cursor !== undefined);
  return undefined;
}

function keyOf({ metadata }: SlackMessage): unknown {
  return metadata?.event_type === MARKER ? metadata.event_payload['key'] : undefined;
}

function isShareOf(message: SlackMessage, { file }: Part, identity: SlackIdentity): boolean {
  return (
    isOwn(identity, message) &&
    (message.files ?? []).some(({ name, size }) => name === file?.name && size === file?.bytes.length)
  );
}
