import type { Host } from '../../host/index.ts';
import type { Part, Sent } from '../contract.ts';
import type { Authors } from './authors.ts';
import type { Channels } from './channels.ts';
import type { DiscordClient, Hook, HookMessage } from './client.ts';
import { toBotMessage, toHookMessage } from './compose.ts';
import { INVALID_FORM, UNKNOWN_CHANNEL, UNKNOWN_WEBHOOK, WRONG_WEBHOOK_TOKEN } from './error-codes.ts';
import { isCode } from './errors.ts';
import type { Hooks } from './hooks.ts';
import { idIn } from './place.ts';
import type { DiscordMessage } from './schema.ts';
import type { Target, Targets } from './targets.ts';

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
  const { thread } = target;
  try {
    return await sendTo(parts, conversation, part, target);
  } catch (error) {
    // The thread was deleted, so nothing was done: what was meant for it goes where it would go without it.
    if (!isCode(error, UNKNOWN_CHANNEL) || thread === undefined || thread === conversation) throw error;
    return sendTo(parts, conversation, part, await parts.targets.without(thread, conversation, part));
  }
}

async function sendTo(parts: SendParts, conversation: string, part: Part, target: Target): Promise<Sent> {
  const hook = part.author && parts.usesHooks ? await parts.hooks.of(target.channel) : undefined;
  if (!hook) return sendByBot(parts, conversation, part, target);
  try {
    return await sendByHook(parts, conversation, part, target, hook);
  } catch (error) {
    // Discord changes what it takes for a name without telling: the bot says it before the text.
    if (isAbout(error, 'username')) return sendByBot(parts, conversation, part, target);
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
    if (!isAbout(error, 'avatar_url')) throw error;
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

/** Whether Discord refuses this field of a message. */
function isAbout(error: unknown, field: string): boolean {
  return isCode(error, INVALID_FORM) && error.message.includes(`${field}: `);
}

function sentAs(conversation: string, message: DiscordMessage, channels: Channels): Sent {
  if (message.thread) channels.note(message.thread);
  return { id: idIn(conversation, message.channel_id, message.id) };
}
