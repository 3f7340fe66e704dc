import { PermissionFlagsBits } from 'discord-api-types/v10';
import { emojiOf } from '../../reactions.ts';
import { showUser } from '../../show/people.ts';
import { byAge } from '../../snowflake.ts';
import type { Call, Route } from '../call.ts';

const RATE = { limit: 1, perMs: 250 };
const ONE = '/channels/:channel/messages/:message/reactions/:emoji';

/** Reactions, of the bot and of others. */
export const reactionRoutes: readonly Route[] = [
  {
    method: 'PUT',
    path: `${ONE}/@me`,
    rate: RATE,
    run: (call) => {
      const channel = call.channel(PermissionFlagsBits.ReadMessageHistory);
      const message = call.message(channel);
      const emoji = emojiOf(call.param('emoji'));
      // Joining in is free; a new emoji takes a right of its own.
      const isNew = !message.reactions.some((one) => one.emoji === emoji);
      if (isNew) call.channel(PermissionFlagsBits.AddReactions);
      call.service.reactions.add(channel, message, call.bot.id, emoji);
      return {};
    },
  },
  { method: 'DELETE', path: `${ONE}/@me`, rate: RATE, run: (call) => removeOf(call, call.bot.id) },
  {
    method: 'DELETE',
    path: `${ONE}/:user`,
    rate: RATE,
    run: (call) => {
      call.channel(PermissionFlagsBits.ManageMessages);
      return removeOf(call, call.id('user'));
    },
  },
  {
    method: 'GET',
    path: ONE,
    rate: RATE,
    run: (call) => {
      const message = call.message(call.channel());
      const after = call.queryId('after') ?? '0';
      const emoji = emojiOf(call.param('emoji'));
      const users = message.reactions.find((one) => one.emoji === emoji)?.users ?? [];
      const page = [...users]
        .filter((id) => byAge(id, after) > 0)
        .sort(byAge)
        .slice(0, call.limit(25, 100));
      return {
        body: page.flatMap((id) => {
          const user = call.service.guild.users.get(id);
          return user ? [showUser(user)] : [];
        }),
      };
    },
  },
  {
    method: 'DELETE',
    path: ONE,
    rate: RATE,
    run: (call) => {
      const channel = call.channel(PermissionFlagsBits.ManageMessages);
      call.service.reactions.clear(channel, call.message(channel), emojiOf(call.param('emoji')));
      return {};
    },
  },
  {
    method: 'DELETE',
    path: '/channels/:channel/messages/:message/reactions',
    rate: RATE,
    run: (call) => {
      const channel = call.channel(PermissionFlagsBits.ManageMessages);
      call.service.reactions.clear(channel, call.message(channel));
      return {};
    },
  },
];

function removeOf(call: Call, userId: string) {
  const channel = call.channel();
  const message = call.message(channel);
  call.service.reactions.remove(channel, message, userId, emojiOf(call.param('emoji')));
  return {};
}
