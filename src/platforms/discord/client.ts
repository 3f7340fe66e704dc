import type { OutgoingFile } from '../../model/index.ts';
import type { Http } from './http.ts';
import {
  applicationSchema,
  channelSchema,
  channelsSchema,
  emojisSchema,
  gatewaySchema,
  guildMemberSchema,
  guildSchema,
  guildsSchema,
  membersSchema,
  messageSchema,
  messagesSchema,
  postSchema,
  threadListSchema,
  userSchema,
  webhookSchema,
  webhooksSchema,
} from './schema.ts';

/** A webhook of ours, with what it takes to use it. */
export interface Hook {
  readonly id: string;
  readonly token: string;
}

/** What every message says about whom it may notify. */
export interface AllowedMentions {
  readonly parse: readonly [];
  readonly users: readonly string[];
  readonly replied_user: boolean;
}

export interface NewMessage {
  readonly content: string;
  readonly allowed_mentions: AllowedMentions;
}

export interface HookMessage extends NewMessage {
  readonly username?: string;
  readonly avatar_url?: string;
  /** Makes a post of it, in a forum. */
  readonly thread_name?: string;
}

export interface BotMessage extends NewMessage {
  readonly nonce: string;
  readonly enforce_nonce: true;
  readonly message_reference?: { readonly message_id: string; readonly fail_if_not_exists: false };
}

export type DiscordClient = ReturnType<typeof createClient>;

/** Typed calls. Every one of them throws `ServiceError` and nothing else. */
export function createClient({ ask, tell }: Http) {
  const messages = (channel: string): string => `/channels/${channel}/messages`;
  const hooked = ({ id, token }: Hook): string => `/webhooks/${id}/${token}`;
  const reaction = (channel: string, message: string, emoji: string): string =>
    `${messages(channel)}/${message}/reactions/${encodeURIComponent(emoji)}/@me`;

  return {
    me: () => ask({ method: 'GET', path: '/users/@me', tried: 'sign in to Discord' }, userSchema),
    application: () =>
      ask({ method: 'GET', path: '/applications/@me', tried: 'look up the application' }, applicationSchema),
    gateway: () =>
      ask({ method: 'GET', path: '/gateway/bot', tried: "look up Discord's gateway" }, gatewaySchema),
    guilds: (after: string | undefined, limit: number) =>
      ask(
        { method: 'GET', path: '/users/@me/guilds', query: { after, limit }, tried: 'list the servers' },
        guildsSchema,
      ),
    guild: (id: string) =>
      ask({ method: 'GET', path: `/guilds/${id}`, tried: `look up the server ${id}` }, guildSchema),
    guildChannels: (id: string) =>
      ask(
        { method: 'GET', path: `/guilds/${id}/channels`, tried: `list the channels of ${id}` },
        channelsSchema,
      ),
    activeThreads: (guild: string) =>
      ask(
        { method: 'GET', path: `/guilds/${guild}/threads/active`, tried: `list the threads of ${guild}` },
        threadListSchema,
      ),
    archivedThreads: (channel: string, before: string | undefined) =>
      ask(
        {
          method: 'GET',
          path: `/channels/${channel}/threads/archived/public`,
          query: { before, limit: 100 },
          tried: `list the archived threads of ${channel}`,
        },
        threadListSchema,
      ),
    member: (guild: string, user: string) =>
      ask(
        { method: 'GET', path: `/guilds/${guild}/members/${user}`, tried: `look up the person ${user}` },
        guildMemberSchema,
      ),
    /** Needs the privileged intent for members. */
    members: (guild: string, limit: number) =>
      ask(
        { method: 'GET', path: `/guilds/${guild}/members`, query: { limit }, tried: 'list the people' },
        membersSchema,
      ),
    searchMembers: (guild: string, query: string, limit: number) =>
      ask(
        {
          method: 'GET',
          path: `/guilds/${guild}/members/search`,
          query: { query, limit },
          tried: 'look for a person',
        },
        membersSchema,
      ),
    emojis: (guild: string) =>
      ask(
        { method: 'GET', path: `/guilds/${guild}/emojis`, tried: `list the emoji of ${guild}` },
        emojisSchema,
      ),
    channel: (id: string) =>
      ask({ method: 'GET', path: `/channels/${id}`, tried: `look up the channel ${id}` }, channelSchema),
    reopen: (thread: string) =>
      tell({
        method: 'PATCH',
        path: `/channels/${thread}`,
        body: { archived: false },
        tried: `open the thread ${thread} again`,
      }),
    message: (channel: string, id: string) =>
      ask(
        {
          method: 'GET',
          path: `${messages(channel)}/${id}`,
          tried: `read a message of the channel ${channel}`,
        },
        messageSchema,
      ),
    /** Newest first, at most 100. */
    history: (channel: string, query: { before?: string | undefined; after?: string; limit: number }) =>
      ask(
        { method: 'GET', path: messages(channel), query, tried: `read the channel ${channel}` },
        messagesSchema,
      ),
    post: (channel: string, body: BotMessage, file?: OutgoingFile) =>
      ask(
        {
          method: 'POST',
          path: messages(channel),
          body,
          ...(file ? { file } : {}),
          tried: `post to the channel ${channel}`,
          isWrite: true,
        },
        messageSchema,
      ),
    /** Puts a post into a forum. */
    startPost: (forum: string, name: string, message: NewMessage, file?: OutgoingFile) =>
      ask(
        {
          method: 'POST',
          path: `/channels/${forum}/threads`,
          body: file ? { name, message, ...message } : { name, message },
          ...(file ? { file } : {}),
          tried: `post to the forum ${forum}`,
          isWrite: true,
        },
        postSchema,
      ),
    /** A thread has the id of the message it hangs on, so that a repeat is known by its refusal. */
    startThread: (channel: string, message: string, name: string) =>
      ask(
        {
          method: 'POST',
          path: `${messages(channel)}/${message}/threads`,
          body: { name },
          tried: `open a thread in the channel ${channel}`,
        },
        channelSchema,
      ),
    change: (channel: string, id: string, body: NewMessage) =>
      tell({
        method: 'PATCH',
        path: `${messages(channel)}/${id}`,
        body,
        tried: `change a message in the channel ${channel}`,
        isWrite: true,
      }),
    remove: (channel: string, id: string) =>
      tell({
        method: 'DELETE',
        path: `${messages(channel)}/${id}`,
        tried: `delete a message in the channel ${channel}`,
        isWrite: true,
      }),
    react: (channel: string, id: string, emoji: string) =>
      tell({
        method: 'PUT',
        path: reaction(channel, id, emoji),
        tried: `react with ${emoji} in the channel ${channel}`,
        isWrite: true,
      }),
    unreact: (channel: string, id: string, emoji: string) =>
      tell({
        method: 'DELETE',
        path: reaction(channel, id, emoji),
        tried: `take back ${emoji} in the channel ${channel}`,
        isWrite: true,
      }),
    typing: (channel: string) =>
      tell({
        method: 'POST',
        path: `/channels/${channel}/typing`,
        tried: `show writing in the channel ${channel}`,
      }),
    webhooks: (channel: string) =>
      ask(
        {
          method: 'GET',
          path: `/channels/${channel}/webhooks`,
          tried: `list the webhooks of the channel ${channel}`,
        },
        webhooksSchema,
      ),
    makeWebhook: (channel: string, name: string) =>
      ask(
        {
          method: 'POST',
          path: `/channels/${channel}/webhooks`,
          body: { name },
          tried: `make a webhook in the channel ${channel}`,
        },
        webhookSchema,
      ),
    execute: (
      hook: Hook,
      channel: string,
      thread: string | undefined,
      body: HookMessage,
      file?: OutgoingFile,
    ) =>
      ask(
        {
          method: 'POST',
          path: hooked(hook),
          query: { wait: 'true', thread_id: thread },
          body,
          ...(file ? { file } : {}),
          tried: `post to the channel ${channel}`,
          isWrite: true,
        },
        messageSchema,
      ),
    changeByHook: (hook: Hook, thread: string | undefined, id: string, body: NewMessage) =>
      tell({
        method: 'PATCH',
        path: `${hooked(hook)}/messages/${id}`,
        query: { thread_id: thread },
        body,
        tried: 'change a message',
        isWrite: true,
      }),
    removeByHook: (hook: Hook, thread: string | undefined, id: string) =>
      tell({
        method: 'DELETE',
        path: `${hooked(hook)}/messages/${id}`,
        query: { thread_id: thread },
        tried: 'delete a message',
        isWrite: true,
      }),
  };
}
