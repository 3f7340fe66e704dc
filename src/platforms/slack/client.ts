import type { z } from 'zod';
import type { Attempt } from './errors.ts';
import { toServiceError } from './errors.ts';
import {
  answerSchema,
  authTestSchema,
  botInfoSchema,
  channelInfoSchema,
  channelListSchema,
  completedSchema,
  fileInfoSchema,
  historySchema,
  membersSchema,
  postedSchema,
  uploadUrlSchema,
  userInfoSchema,
} from './schema.ts';

/**
 * Calls one method of the Web API, once. The program that runs this core gives it, bound to an account: the daemon
 * uses Slack's own SDK. Rejects with that SDK's errors.
 */
export type SlackCall = (method: string, args: Readonly<Record<string, unknown>>) => Promise<unknown>;

export interface HistoryQuery {
  readonly channel: string;
  readonly oldest?: string;
  readonly latest?: string;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export interface Post {
  readonly channel: string;
  readonly text: string;
  readonly metadata: { readonly event_type: string; readonly event_payload: { readonly key: string } };
  readonly username?: string;
  readonly icon_url?: string;
  readonly thread_ts?: string;
}

export type SlackClient = ReturnType<typeof createSlackClient>;

/** Typed calls. Every one of them throws `ServiceError` and nothing else. */
export function createSlackClient(call: SlackCall, secrets: readonly string[]) {
  async function ask<T extends z.ZodTypeAny>(
    method: string,
    args: object,
    schema: T,
    tried: string,
    isWrite = false,
  ): Promise<z.output<T>> {
    const attempt: Attempt = { tried, isWrite, secrets };
    try {
      return schema.parse(await call(method, { ...args })) as z.output<T>;
    } catch (error) {
      throw toServiceError(error, attempt);
    }
  }

  return {
    authTest: () => ask('auth.test', {}, authTestSchema, 'sign in to Slack'),
    botInfo: (bot: string) => ask('bots.info', { bot }, botInfoSchema, `look up the bot ${bot}`),
    userInfo: (user: string) => ask('users.info', { user }, userInfoSchema, `look up the person ${user}`),
    channelInfo: (channel: string) =>
      ask('conversations.info', { channel }, channelInfoSchema, `look up the channel ${channel}`),
    channelList: (args: { types: string; limit: number; cursor?: string | undefined }) =>
      ask('conversations.list', { ...args, exclude_archived: true }, channelListSchema, 'list the channels'),
    members: (args: { channel: string; limit: number; cursor?: string | undefined }) =>
      ask('conversations.members', args, membersSchema, `list who is in the channel ${args.channel}`),
    /** Newest first. */
    history: (query: HistoryQuery) =>
      ask(
        'conversations.history',
        { ...query, include_all_metadata: true },
        historySchema,
        `read the channel ${query.channel}`,
      ),
    /** The message at the head of the thread comes along. */
    replies: (query: HistoryQuery & { readonly ts: string }) =>
      ask(
        'conversations.replies',
        { ...query, include_all_metadata: true },
        historySchema,
        `read a thread of the channel ${query.channel}`,
      ),
    post: (post: Post) =>
      ask(
        'chat.postMessage',
        { ...post, unfurl_links: false, unfurl_media: false, mrkdwn: true },
        postedSchema,
        `post to the channel ${post.channel}`,
        true,
      ),
    update: (change: Pick<Post, 'channel' | 'text' | 'metadata'> & { readonly ts: string }) =>
      ask('chat.update', change, answerSchema, `change a message in the channel ${change.channel}`, true),
    remove: (channel: string, ts: string) =>
      ask('chat.delete', { channel, ts }, answerSchema, `delete a message in the channel ${channel}`, true),
    react: (channel: string, timestamp: string, name: string) =>
      ask(
        'reactions.add',
        { channel, timestamp, name },
        answerSchema,
        `react with :${name}: in the channel ${channel}`,
        true,
      ),
    unreact: (channel: string, timestamp: string, name: string) =>
      ask(
        'reactions.remove',
        { channel, timestamp, name },
        answerSchema,
        `take back :${name}: in the channel ${channel}`,
        true,
      ),
    uploadUrl: (filename: string, length: number) =>
      ask('files.getUploadURLExternal', { filename, length }, uploadUrlSchema, `begin to upload ${filename}`),
    completeUpload: (args: {
      files: readonly { id: string; title: string }[];
      channel_id: string;
      initial_comment?: string;
      thread_ts?: string;
    }) =>
      ask(
        'files.completeUploadExternal',
        args,
        completedSchema,
        `share a file in the channel ${args.channel_id}`,
        true,
      ),
    fileInfo: (file: string) => ask('files.info', { file }, fileInfoSchema, `look up the file ${file}`),
    /** Only asks whether the token is good; the address is thrown away. */
    openConnection: (token: string) =>
      ask('apps.connections.open', { token }, answerSchema, 'open a Socket Mode connection'),
  };
}
