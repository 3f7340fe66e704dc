import { PermissionFlagsBits } from 'discord-api-types/v10';
import { z } from 'zod';
import { refuse } from '../../failure.ts';
import { showChannel } from '../../show/channel.ts';
import { parseBy } from '../body.ts';
import type { Route } from '../call.ts';

const changesSchema = z.object({
  name: z.string().min(1).max(100).optional(),
  archived: z.boolean().optional(),
  locked: z.boolean().optional(),
});

/** Channels and threads themselves. */
export const channelRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/channels/:channel',
    rate: { limit: 5, perMs: 5000 },
    run: (call) => ({ body: showChannel(call.service.guild, call.channel()) }),
  },
  {
    method: 'PATCH',
    path: '/channels/:channel',
    rate: { limit: 5, perMs: 15_000 },
    run: async (call) => {
      const channel = call.channel();
      // The sandbox leaves the channels themselves to people.
      if (!channel.thread) throw refuse('missingPermissions');
      if (channel.thread.ownerId !== call.bot.id) call.channel(PermissionFlagsBits.ManageThreads);
      const changes = parseBy(changesSchema, (await call.body()).json);
      call.service.threads.change(channel, channel.thread, changes);
      return { body: showChannel(call.service.guild, channel) };
    },
  },
  {
    method: 'DELETE',
    path: '/channels/:channel',
    rate: { limit: 5, perMs: 5000 },
    run: (call) => {
      const channel = call.channel();
      if (!channel.thread) throw refuse('missingPermissions');
      call.channel(PermissionFlagsBits.ManageThreads);
      const shown = showChannel(call.service.guild, channel);
      call.service.threads.delete(channel, channel.thread);
      return { body: shown };
    },
  },
  {
    method: 'POST',
    path: '/channels/:channel/typing',
    rate: { limit: 5, perMs: 5000 },
    run: (call) => {
      call.service.typing.start(call.channel(PermissionFlagsBits.SendMessages), call.bot.id);
      return {};
    },
  },
];
