import { MessageType, PermissionFlagsBits } from 'discord-api-types/v10';
import { z } from 'zod';
import { invalidForm, refuse } from '../../failure.ts';
import type { StoredChannel, StoredMessage } from '../../model.ts';
import { showMessage } from '../../show/message.ts';
import { byAge } from '../../snowflake.ts';
import { parseBy } from '../body.ts';
import type { Call, Route } from '../call.ts';
import type { CreateBody } from '../message-body.ts';
import { readCreate, readEdit } from '../message-body.ts';

const bulkSchema = z.object({ messages: z.array(z.string().regex(/^\d{1,20}$/)) });

/** Messages as the bot reads, writes, changes and deletes them. */
export const messageRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/channels/:channel/messages',
    rate: { limit: 5, perMs: 5000 },
    run: (call) => {
      const channel = call.channel();
      const { guild } = call.service;
      const limit = call.limit(50, 100);
      // Who may not read the history is shown an empty one.
      const readable = guild.may(call.bot, channel, PermissionFlagsBits.ReadMessageHistory);
      const messages = readable ? pageOf(call, channel.messages, limit) : [];
      return { body: messages.map((message) => showMessage(guild, message, call.viewer)) };
    },
  },
  {
    method: 'GET',
    path: '/channels/:channel/messages/:message',
    rate: { limit: 5, perMs: 5000 },
    run: (call) => {
      const channel = call.channel(PermissionFlagsBits.ReadMessageHistory);
      return { body: showMessage(call.service.guild, call.message(channel), call.viewer) };
    },
  },
  {
    method: 'POST',
    path: '/channels/:channel/messages',
    rate: { limit: 5, perMs: 5000 },
    run: async (call) => ({ body: await create(call) }),
  },
  {
    method: 'POST',
    path: '/channels/:channel/messages/bulk-delete',
    rate: { limit: 1, perMs: 1000 },
    run: async (call) => {
      const channel = call.channel(PermissionFlagsBits.ManageMessages);
      const { messages } = parseBy(bulkSchema, (await call.body()).json);
      call.service.messages.removeMany(channel, messages);
      return {};
    },
  },
  {
    method: 'PATCH',
    path: '/channels/:channel/messages/:message',
    rate: { limit: 5, perMs: 5000 },
    run: async (call) => {
      const channel = call.channel();
      const message = call.message(channel);
      if (message.author !== call.bot.id) throw refuse('notYours');
      const { guild } = call.service;
      call.service.messages.edit(channel, message, readEdit(guild, await call.body(), message.attachments));
      return { body: showMessage(guild, message, call.viewer) };
    },
  },
  {
    method: 'DELETE',
    path: '/channels/:channel/messages/:message',
    rate: { limit: 5, perMs: 1000 },
    run: (call) => {
      const channel = call.channel();
      const message = call.message(channel);
      if (message.author !== call.bot.id) call.channel(PermissionFlagsBits.ManageMessages);
      call.service.messages.remove(channel, message);
      return {};
    },
  },
];

async function create(call: Call) {
  const channel = call.channel(PermissionFlagsBits.SendMessages, PermissionFlagsBits.SendMessagesInThreads);
  const { service, bot } = call;
  const { fields, ...message } = readCreate(service.guild, await call.body());
  if (message.attachments.length > 0) call.channel(PermissionFlagsBits.AttachFiles);
  const nonce = fields.nonce ?? undefined;
  const earlier =
    fields.enforce_nonce === true && nonce !== undefined
      ? service.messages.withNonce(bot.id, nonce)
      : undefined;
  const stored =
    earlier ??
    service.messages.post(channel, {
      ...message,
      author: bot.id,
      nonce,
      reference: referenceOf(call, channel, fields.message_reference),
    });
  service.typing.stop(channel, bot.id);
  const shown = showMessage(service.guild, stored, call.viewer);
  return nonce === undefined ? shown : { ...shown, nonce };
}

/** @throws {DiscordFailure} 50035 for an answer to a message that is gone, unless that was allowed for */
function referenceOf(call: Call, channel: StoredChannel, reference: CreateBody['message_reference']) {
  if (!reference) return undefined;
  const { guild } = call.service;
  const place = reference.channel_id ?? channel.id;
  if (place !== channel.id) {
    throw invalidForm('message_reference', 'MESSAGE_REFERENCE_UNKNOWN_CHANNEL', 'Unknown channel');
  }
  guild.need(call.bot, channel, PermissionFlagsBits.ReadMessageHistory);
  const target = channel.messages.find(({ id }) => id === reference.message_id);
  if (!target) {
    if (reference.fail_if_not_exists === false) return undefined;
    throw invalidForm('message_reference', 'REPLIES_UNKNOWN_MESSAGE', 'Unknown message');
  }
  if (target.type !== MessageType.Default && target.type !== MessageType.Reply) {
    throw invalidForm(
      'message_reference',
      'REPLIES_CANNOT_REPLY_TO_SYSTEM_MESSAGE',
      'Cannot reply to a system message',
    );
  }
  return { channelId: channel.id, messageId: target.id };
}

/** A page, newest first: the last ones, or those before, after or around an id. @throws {DiscordFailure} 50035 */
function pageOf(call: Call, messages: readonly StoredMessage[], limit: number): StoredMessage[] {
  const [before, after, around] = ['before', 'after', 'around'].map((name) => call.queryId(name));
  if ([before, after, around].filter((id) => id !== undefined).length > 1) {
    throw invalidForm(
      '',
      'MUTUALLY_EXCLUSIVE',
      'The before, after, and around parameters are mutually exclusive.',
    );
  }
  if (after !== undefined) {
    return messages
      .filter(({ id }) => byAge(id, after) > 0)
      .slice(0, limit)
      .reverse();
  }
  if (around !== undefined) {
    const at = messages.findIndex(({ id }) => byAge(id, around) >= 0);
    const middle = at < 0 ? messages.length : at;
    const start = Math.max(0, middle - Math.floor(limit / 2));
    return messages.slice(start, start + limit).reverse();
  }
  const older = before === undefined ? messages : messages.filter(({ id }) => byAge(id, before) < 0);
  return older.slice(-limit).reverse();
}
