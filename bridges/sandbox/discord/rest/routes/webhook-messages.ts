import { invalidForm, refuse } from '../../failure.ts';
import { isForum } from '../../guild.ts';
import type { StoredChannel, StoredMessage, StoredWebhook, WebhookFace } from '../../model.ts';
import { showMessage } from '../../show/message.ts';
import { checkName } from '../../webhooks.ts';
import type { Call, Route } from '../call.ts';
import type { WebhookBody } from '../message-body.ts';
import { readEdit, readExecute } from '../message-body.ts';
import { opened } from './webhooks.ts';

const RATE = { limit: 5, perMs: 2000 };
const ONE = '/webhooks/:webhook/:token/messages/:message';

/** What webhooks say. No nonce is looked at: the same request twice makes two messages. */
export const webhookMessageRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/webhooks/:webhook/:token',
    rate: RATE,
    isOpen: true,
    run: async (call) => {
      const message = await execute(call, opened(call));
      const wait = call.query('wait') === 'true' || call.query('wait') === '1';
      return wait ? { body: showMessage(call.service.guild, message, call.viewer) } : {};
    },
  },
  {
    method: 'GET',
    path: ONE,
    rate: RATE,
    isOpen: true,
    run: (call) => {
      const { message } = said(call, opened(call));
      return { body: showMessage(call.service.guild, message, call.viewer) };
    },
  },
  {
    method: 'PATCH',
    path: ONE,
    rate: RATE,
    isOpen: true,
    run: async (call) => {
      const { channel, message } = said(call, opened(call));
      const { guild, messages } = call.service;
      messages.edit(channel, message, readEdit(guild, await call.body(), message.attachments));
      return { body: showMessage(guild, message, call.viewer) };
    },
  },
  {
    method: 'DELETE',
    path: ONE,
    rate: RATE,
    isOpen: true,
    run: (call) => {
      const { channel, message } = said(call, opened(call));
      call.service.messages.remove(channel, message);
      return {};
    },
  },
];

async function execute(call: Call, webhook: StoredWebhook): Promise<StoredMessage> {
  const { guild, messages, threads } = call.service;
  const { fields, ...message } = readExecute(guild, await call.body());
  const input = { ...message, author: webhook.id, webhook: faceOf(webhook, fields) };
  const threadId = call.queryId('thread_id');
  const name = fields.thread_name ?? undefined;
  const channel = guild.channel(webhook.channelId);
  if (name !== undefined && !isForum(channel)) throw refuse('onlyForums');
  if (name !== undefined && threadId !== undefined) throw refuse('forumThreadTwice');
  if (name !== undefined) return threads.openPost(channel, name, input).message;
  if (isForum(channel) && threadId === undefined) throw refuse('forumNeedsThread');
  return messages.post(threadId === undefined ? channel : threadIn(call, channel, threadId), input);
}

/** @throws {DiscordFailure} 10003 for a thread of another channel */
function threadIn(call: Call, channel: StoredChannel, id: string): StoredChannel {
  const thread = call.service.guild.channels.get(id);
  if (thread?.thread?.parentId !== channel.id) throw refuse('unknownChannel');
  return thread;
}

/** A message that this webhook sent, in its channel or the named thread. @throws {DiscordFailure} 10008 */
function said(call: Call, webhook: StoredWebhook): { channel: StoredChannel; message: StoredMessage } {
  const own = call.service.guild.channel(webhook.channelId);
  const threadId = call.queryId('thread_id');
  const channel = threadId === undefined ? own : threadIn(call, own, threadId);
  const message = call.message(channel);
  if (message.author !== webhook.id) throw refuse('unknownMessage');
  return { channel, message };
}

function faceOf(webhook: StoredWebhook, { username, avatar_url }: WebhookBody): WebhookFace {
  if (username !== undefined && username !== null) checkName('username', username);
  if (avatar_url && !/^https?:\/\//.test(avatar_url)) {
    throw invalidForm(
      'avatar_url',
      'URL_TYPE_INVALID_SCHEME',
      "Scheme is not supported. Scheme must be one of ('http', 'https').",
    );
  }
  return {
    webhookId: webhook.id,
    applicationId: webhook.applicationId,
    name: username?.trim() ?? webhook.name,
    ...(avatar_url ? { avatarUrl: avatar_url } : {}),
  };
}
