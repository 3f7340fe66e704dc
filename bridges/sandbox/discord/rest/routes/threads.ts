import { PermissionFlagsBits } from 'discord-api-types/v10';
import { z } from 'zod';
import { isForum } from '../../guild.ts';
import { showThread, showThreadMember } from '../../show/channel.ts';
import { showMessage } from '../../show/message.ts';
import type { StoredChannel } from '../../model.ts';
import { parseBy } from '../body.ts';
import type { Call, Route } from '../call.ts';
import { readCreate } from '../message-body.ts';

const RATE = { limit: 50, perMs: 300_000 };
const nameSchema = z.object({ name: z.string().min(1).max(100) });
const postSchema = nameSchema.extend({ message: z.unknown() });

/** Threads under messages, on their own, and posts of forums. */
export const threadRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/channels/:channel/messages/:message/threads',
    rate: RATE,
    run: async (call) => {
      const channel = call.channel(PermissionFlagsBits.CreatePublicThreads);
      const message = call.message(channel);
      const { name } = parseBy(nameSchema, (await call.body()).json);
      return shown(call.service.threads.openUnder(channel, message, name, call.bot.id));
    },
  },
  {
    method: 'POST',
    path: '/channels/:channel/threads',
    rate: RATE,
    run: async (call) => {
      const channel = call.channel(PermissionFlagsBits.CreatePublicThreads);
      if (isForum(channel)) return post(call, channel);
      const { name } = parseBy(nameSchema, (await call.body()).json);
      return shown(call.service.threads.openAlone(channel, name, call.bot.id));
    },
  },
  {
    method: 'GET',
    path: '/channels/:channel/threads/archived/public',
    rate: { limit: 5, perMs: 5000 },
    run: (call) => ({
      body: archived(call, call.channel(PermissionFlagsBits.ReadMessageHistory)),
    }),
  },
];

async function post(call: Call, forum: StoredChannel) {
  const { service, bot } = call;
  const body = await call.body();
  const { name, message: first } = parseBy(postSchema, body.json);
  const checked = readCreate(service.guild, { json: first ?? {}, files: body.files });
  const { thread, message } = service.threads.openPost(forum, name, { ...checked, author: bot.id });
  const answer = shown(thread);
  return {
    ...answer,
    body: { ...answer.body, message: showMessage(service.guild, message, call.viewer) },
  };
}

function shown(channel: StoredChannel) {
  return { status: 201, body: channel.thread ? showThread(channel, channel.thread) : {} } as const;
}

/** Last archived first; `before` is a time. */
function archived(call: Call, parent: StoredChannel) {
  const before = Date.parse(call.query('before') ?? '9999-01-01T00:00:00Z');
  const limit = call.limit(50, 100);
  const found = call.service.guild
    .threadsOf(parent.id)
    .filter(({ thread }) => thread?.archived && thread.archivedAt < before)
    .sort((a, b) => (b.thread?.archivedAt ?? 0) - (a.thread?.archivedAt ?? 0));
  const page = found.slice(0, limit);
  return {
    threads: page.flatMap((channel) => (channel.thread ? [showThread(channel, channel.thread)] : [])),
    members: page
      .filter(({ thread }) => thread?.members.has(call.bot.id))
      .map((channel) => showThreadMember(channel, call.bot.id)),
    has_more: found.length > limit,
  };
}
