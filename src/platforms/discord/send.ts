import type { Host } from '../../host/index.ts';
import type { LookBack, Part, Sent } from '../contract.ts';
import type { Authors } from './authors.ts';
import type { Channels } from './channels.ts';
import { isForum } from './channels.ts';
import type { DiscordClient, Hook, HookMessage } from './client.ts';
import { textByBot, toBotMessage, toHookMessage, usernameOf } from './compose.ts';
import { isCode } from './errors.ts';
import type { Hooks } from './hooks.ts';
import type { DiscordIdentity } from './own.ts';
import { isOwn } from './own.ts';
import { idIn } from './place.ts';
import type { DiscordMessage } from './schema.ts';
import { byAge, idAt, toPosition } from './snowflake.ts';
import type { Target, Targets } from './targets.ts';

/** So much our clock and Discord's may be apart, milliseconds. */
const CLOCK_MS = 305_000;
const PAGE = 100;
const UNKNOWN_WEBHOOK = 10_015;
const WRONG_WEBHOOK_TOKEN = 50_027;
const INVALID_FORM = 50_035;

export interface SendParts {
  readonly client: DiscordClient;
  readonly channels: Channels;
  readonly hooks: Hooks;
  readonly targets: Targets;
  readonly host: Host;
  readonly authors: Authors;
  /** Whether webhooks are to be used where they can. */
  readonly usesHooks: boolean;
}

/** Posts a part, once: under its author's name by webhook, or else by the bot. */
export async function send(parts: SendParts, conversation: string, part: Part): Promise<Sent> {
  const target = await parts.targets.open(conversation, part);
  const hook = part.author && parts.usesHooks ? await parts.hooks.of(target.channel) : undefined;
  if (!hook) return sendByBot(parts, conversation, part, target);
  try {
    return await sendByHook(parts, conversation, part, target, hook);
  } catch (error) {
    // The webhook is gone, so nothing was done. It is made anew, once.
    if (!isCode(error, UNKNOWN_WEBHOOK, WRONG_WEBHOOK_TOKEN)) throw error;
    parts.hooks.forget(target.channel);
    const another = await parts.hooks.of(target.channel);
    return another
      ? sendByHook(parts, conversation, part, target, another)
      : sendByBot(parts, conversation, part, target);
  }
}

async function sendByHook(
  { client, channels, authors }: SendParts,
  conversation: string,
  part: Part,
  { channel, thread, title }: Target,
  hook: Hook,
): Promise<Sent> {
  const { avatar_url: picture, ...plain } = toHookMessage(part);
  const titled: HookMessage = title === undefined ? plain : { ...plain, thread_name: title };
  const post = async (body: HookMessage) => {
    const message = await client.execute(hook, channel, thread, body, part.file);
    authors.note(message.id, hook.id);
    return message;
  };
  if (picture === undefined) return sentAs(conversation, await post(titled), channels);
  try {
    return sentAs(conversation, await post({ ...titled, avatar_url: picture }), channels);
  } catch (error) {
    // An address that Discord cannot reach (of a private network): the message matters more than the picture.
    const isPicture = isCode(error, INVALID_FORM) && error.message.includes('avatar_url');
    if (!isPicture) throw error;
    return sentAs(conversation, await post(titled), channels);
  }
}

async function sendByBot(
  { client, channels, host }: SendParts,
  conversation: string,
  part: Part,
  { channel, thread, title, answers }: Target,
): Promise<Sent> {
  const body = toBotMessage(conversation, part, host, answers);
  if (title === undefined)
    return sentAs(conversation, await client.post(thread ?? channel, body, part.file), channels);
  const { content, allowed_mentions } = body;
  const post = await client.startPost(channel, title, { content, allowed_mentions }, part.file);
  channels.note(post);
  return { id: idIn(conversation, post.id, post.message?.id ?? post.id) };
}

function sentAs(conversation: string, message: DiscordMessage, channels: Channels): Sent {
  if (message.thread) channels.note(message.thread);
  return { id: idIn(conversation, message.channel_id, message.id) };
}

/**
 * Looks for a part among our own messages since the first attempt: by its text and its author's name, or by the name
 * and size of its file.
 */
export async function findSent(
  parts: SendParts,
  identity: DiscordIdentity,
  conversation: string,
  part: Part,
  { since, isKnown }: LookBack,
): Promise<Sent | undefined> {
  const { client, channels, targets } = parts;
  const floor = toPosition(idAt(since - CLOCK_MS));
  const isIt = (message: DiscordMessage): boolean =>
    !isKnown(idIn(conversation, message.channel_id, message.id)) &&
    isOwn(identity, message) &&
    isSame(message, part);
  const { channel, thread, title } = await targets.expect(conversation, part);
  const places = thread === undefined ? [] : [thread];
  const info = await channels.find(channel);
  if (!isForum(info)) places.push(channel);
  else if (title !== undefined && info.guild_id !== undefined) {
    const { threads } = await client.activeThreads(info.guild_id);
    const recent = threads.filter(({ id, parent_id }) => parent_id === channel && toPosition(id) > floor);
    places.push(...recent.map(({ id }) => id));
  }
  for (const place of places) {
    const found = await search(client, place, floor, isIt);
    if (found) return { id: idIn(conversation, found.channel_id, found.id) };
  }
  return undefined;
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
  if (byHook && (!part.author || message.author.username !== usernameOf(part.author.name))) return false;
  const text = byHook ? part.text : textByBot(part);
  if (message.content.trim() !== text.trim()) return false;
  const { file } = part;
  if (!file) return message.attachments.length === 0;
  return message.attachments.some(
    ({ filename, size, title }) =>
      size === file.bytes.length && (title !== undefined || plainName(filename) === plainName(file.name)),
  );
}

/** Discord takes blanks and letters beyond ASCII out of the names of files. */
function plainName(name: string): string {
  return name.replace(/[^A-Za-z0-9.-]+/g, '');
}
