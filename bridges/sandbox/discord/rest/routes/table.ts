import type { Route } from '../call.ts';
import { accountRoutes } from './account.ts';
import { channelRoutes } from './channels.ts';
import { guildRoutes } from './guild.ts';
import { messageRoutes } from './messages.ts';
import { reactionRoutes } from './reactions.ts';
import { threadRoutes } from './threads.ts';
import { webhookMessageRoutes } from './webhook-messages.ts';
import { webhookRoutes } from './webhooks.ts';

/** Every route of the REST API that the sandbox has. Fixed paths stand before those that could swallow them. */
export const ROUTES: readonly Route[] = [
  ...accountRoutes,
  ...guildRoutes,
  ...threadRoutes,
  ...channelRoutes,
  ...messageRoutes,
  ...reactionRoutes,
  ...webhookRoutes,
  ...webhookMessageRoutes,
];
