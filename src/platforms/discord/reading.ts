import type { Message } from '../../model/index.ts';
import type { MessageRange } from '../contract.ts';
import type { Channels } from './channels.ts';
import { isForum, isThread } from './channels.ts';
import type { DiscordClient } from './client.ts';
import { isKind } from './errors.ts';
import type { History } from './history.ts';
import type { MapContext } from './map.ts';
import { isShown, toMessage } from './map.ts';
import { bareId, spotOf } from './place.ts';
import type { DiscordChannel, DiscordMessage } from './schema.ts';
import { byAge, toPosition } from './snowflake.ts';

const DEFAULT_LIMIT = 50;
/** So many posts of a forum are looked at for what was said last. */
const POSTS = 10;
const EVER = toPosition('0');

export interface ReadingParts {
  readonly client: DiscordClient;
  readonly channels: Channels;
  readonly history: History;
  /** Who we are and the names we know; learns those in the messages first. */
  context(messages: readonly DiscordMessage[]): Promise<MapContext>;
}

/** Messages of a conversation, oldest first. A range that begins or ends in a thread is one of that thread. */
export async function listMessages(
  parts: ReadingParts,
  conversation: string,
  range: MessageRange = {},
): Promise<Message[]> {
  const { before, after } = range;
  const { channel } = spotOf(conversation, before ?? after ?? '');
  const place = await parts.channels.find(conversation);
  const found =
    isForum(place) && channel === conversation
      ? await ofForum(parts, place, range)
      : await ofChannel(parts, place, channel, range);
  const messages = found.filter(isShown);
  const known = await parts.context(messages);
  return messages.map((message) => toMessage(message, conversation, known));
}

async function ofChannel(
  { channels, history }: ReadingParts,
  place: DiscordChannel,
  channel: string,
  { before, after, limit, threads = false }: MessageRange,
): Promise<readonly DiscordMessage[]> {
  const found = await history.range(channel, {
    ...(before === undefined ? {} : { before: bareId(before) }),
    ...(after === undefined ? {} : { after: bareId(after) }),
    ...(limit === undefined ? {} : { limit }),
  });
  if (!threads || isThread(place)) return found;
  const answers: DiscordMessage[] = [];
  for (const { thread } of found) {
    if (!thread) continue;
    channels.note(thread);
    answers.push(...(await unlessGone(history.whole(thread.id))));
  }
  return [...found, ...answers].sort((a, b) => byAge(a.id, b.id));
}

/** A forum has no messages of its own: what was said last in its posts, or everything in all of them. */
async function ofForum(
  { client, channels, history }: ReadingParts,
  { id, guild_id: guild }: DiscordChannel,
  { before, limit = DEFAULT_LIMIT, threads: all = false }: MessageRange,
): Promise<readonly DiscordMessage[]> {
  if (guild === undefined || before !== undefined) return [];
  const { threads } = await client.activeThreads(guild);
  const open = threads
    .filter(({ parent_id }) => parent_id === id)
    .sort((a, b) => byAge(b.last_message_id ?? b.id, a.last_message_id ?? a.id));
  const posts = all ? [...open, ...(await history.archived(id, EVER))] : open.slice(0, POSTS);
  const said: DiscordMessage[] = [];
  for (const post of posts) {
    channels.note(post);
    said.push(...(await unlessGone(all ? history.whole(post.id) : history.last(post.id))));
  }
  said.sort((a, b) => byAge(a.id, b.id));
  return all ? said : said.slice(-limit);
}

async function unlessGone(reading: Promise<readonly DiscordMessage[]>): Promise<readonly DiscordMessage[]> {
  try {
    return await reading;
  } catch (error) {
    if (!isKind(error, 'permission', 'not-found')) throw error;
    return [];
  }
}
