import { PermissionFlagsBits } from 'discord-api-types/v10';
import { z } from 'zod';
import type { StoredWebhook } from '../../model.ts';
import { parseBy } from '../body.ts';
import type { Call, Route } from '../call.ts';
import { SELDOM } from '../call.ts';

const makeSchema = z.object({ name: z.string() });
const changeSchema = z.object({ name: z.string().optional() });

/** Webhooks themselves: made and listed by a bot that may, changed and deleted by their token too. */
export const webhookRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/channels/:channel/webhooks',
    rate: SELDOM,
    run: (call) => {
      const { webhooks } = call.service;
      const channel = call.channel(PermissionFlagsBits.ManageWebhooks);
      return { body: webhooks.in(channel).map((one) => webhooks.show(one, { maker: true })) };
    },
  },
  {
    method: 'POST',
    path: '/channels/:channel/webhooks',
    rate: SELDOM,
    run: async (call) => {
      const { webhooks } = call.service;
      const channel = call.channel(PermissionFlagsBits.ManageWebhooks);
      const { name } = parseBy(makeSchema, (await call.body()).json);
      const made = webhooks.make(channel, name, { userId: call.bot.id, applicationId: call.bot.id });
      return { body: webhooks.show(made, { maker: true }) };
    },
  },
  {
    method: 'GET',
    path: '/webhooks/:webhook',
    rate: SELDOM,
    run: (call) => ({ body: call.service.webhooks.show(managed(call), { maker: true }) }),
  },
  {
    method: 'PATCH',
    path: '/webhooks/:webhook',
    rate: SELDOM,
    run: (call) => rename(call, managed(call), true),
  },
  {
    method: 'DELETE',
    path: '/webhooks/:webhook',
    rate: SELDOM,
    run: (call) => {
      call.service.webhooks.delete(managed(call));
      return {};
    },
  },
  {
    method: 'GET',
    path: '/webhooks/:webhook/:token',
    rate: SELDOM,
    isOpen: true,
    run: (call) => ({ body: call.service.webhooks.show(opened(call), { maker: false }) }),
  },
  {
    method: 'PATCH',
    path: '/webhooks/:webhook/:token',
    rate: SELDOM,
    isOpen: true,
    run: (call) => rename(call, opened(call), false),
  },
  {
    method: 'DELETE',
    path: '/webhooks/:webhook/:token',
    rate: SELDOM,
    isOpen: true,
    run: (call) => {
      call.service.webhooks.delete(opened(call));
      return {};
    },
  },
];

/** The webhook of the path, by its token. @throws {DiscordFailure} 10015, 50027 */
export function opened(call: Call): StoredWebhook {
  return call.service.webhooks.open(call.id('webhook'), call.param('token'));
}

/** The webhook of the path, where the bot may manage it. @throws {DiscordFailure} 10015, 50001, 50013 */
function managed(call: Call): StoredWebhook {
  const { guild, webhooks } = call.service;
  const webhook = webhooks.find(call.id('webhook'));
  guild.need(call.bot, guild.channel(webhook.channelId), PermissionFlagsBits.ManageWebhooks);
  return webhook;
}

async function rename(call: Call, webhook: StoredWebhook, maker: boolean) {
  const { name } = parseBy(changeSchema, (await call.body()).json);
  if (name !== undefined) call.service.webhooks.rename(webhook, name);
  return { body: call.service.webhooks.show(webhook, { maker }) };
}
