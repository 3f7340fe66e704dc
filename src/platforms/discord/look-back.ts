import type { LookBack, Part, Sent } from '../contract.ts';
import type { Channels } from './channels.ts';
import { isForum } from './channels.ts';
import type { DiscordClient } from './client.ts';
import { textByBot, usernameOf } from './compose.ts';
import { UNKNOWN_CHANNEL } from './error-codes.ts';
import { isCode } from './errors.ts';
import type { DiscordIdentity } from './own.ts';
import { isOwn } from './own.ts';
import { idIn } from './place.ts';
import type { DiscordMessage } from './schema.ts';
import { byAge, idAt, toPosition } from './snowflake.ts';
import type { Targets } from './targets.ts';

/** So much our clock and Discord's may be apart, milliseconds. */
const CLOCK_MS = 305_000;
const PAGE = 100;

export interface LookBackParts {
  readonly client: DiscordClient;
  readonly channels: Channels;
  readonly targets: Targets;
}

/**
 * Looks for a part among our own messages since the first attempt: by its text and its author's name, or by the name
 * and size of its file.
 */
export async function findSent(
  { client, channels, targets }: LookBackParts,
  identity: DiscordIdentity,
  conversation: string,
  part: Part,
  { since, isKnown }: LookBack,
): Promise<Sent | undefined> {
  const floor = toPosition(idAt(since - CLOCK_MS));
  const isIt = (message: DiscordMessage): boolean =>
    !isKnown(idIn(conversation, message.channel_id, message.id)) &&
    isOwn(identity, message) &&
    isSame(message, part);
  const look = async (place: string): Promise<Sent | undefined> => {
    const found = await search(client, place, floor, isIt);
    return found && { id: idIn(conversation, found.channel_id, found.id) };
  };
  const { channel, thread } = await targets.expect(conversation, part);
  const inThread = thread === undefined ? undefined : await look(thread).catch(unlessGone);
  if (inThread ?? thread === conversation) return inThread;
  // Not there, or its thread was gone when it was sent.
  const info = await channels.find(channel);
  if (!isForum(info)) return look(channel);
  if (info.guild_id === undefined) return undefined;
  const { threads } = await client.activeThreads(info.guild_id);
  for (const { id, parent_id } of threads) {
    if (parent_id !== channel || toPosition(id) <= floor) continue;
    const found = await look(id).catch(unlessGone);
    if (found) return found;
  }
  return undefined;
}

function unlessGone(error: unknown): undefined {
  if (!isCode(error, UNKNOWN_CHANNEL)) throw error;
}

async function search(
  client: DiscordClient,
  channel: string,
  floor: string,
  isIt: (message: DiscordMessage) => boolean,
): Promise<DiscordMessage | undefined> {
  let before: string | undefined;
  for (;;) {
    const page = await client.history(channel, { before, limit: PAGE });
    const recent = page.filter(({ id }) => toPosition(id) > floor);
    const found = recent.find(isIt);
    if (found || recent.length < PAGE) return found;
    before = recent.map(({ id }) => id).sort(byAge)[0];
  }
}

function isSame(message: DiscordMessage, part: Part): boolean {
  const byHook = message.webhook_id !== undefined;
  if (byHook && (!part.author || gistOf(message.author.username) !== gistOf(usernameOf(part.author.name))))
    return false;
  const text = byHook ? part.text : textByBot(part);
  if (gistOf(message.content) !== gistOf(text)) return false;
  const { file } = part;
  if (!file) return message.attachments.length === 0;
  return message.attachments.some(
    ({ filename, size, title }) =>
      size === file.bytes.length && (title !== undefined || plainName(filename) === plainName(file.name)),
  );
}

/**
 * A text or name without what Discord may change in it: blanks around it, characters that nobody sees, and emoji of
 * servers, which get their true name or lose their picture.
 */
function gistOf(text: string): string {
  return text
    .replace(/\u200b/g, '')
    .replace(/<a?:\w{2,32}:\d{15,20}>|:\w{2,32}:/g, ':emoji:')
    .trim();
}

/** Discord takes blanks and letters beyond ASCII out of the names of files. */
function plainName(name: string): string {
  return name.replace(/[^A-Za-z0-9.-]+/g, '');
}
