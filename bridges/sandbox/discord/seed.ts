import { ChannelType, GatewayIntentBits, PermissionFlagsBits } from 'discord-api-types/v10';
import type { BotApp, StoredChannel, StoredUser } from './model.ts';

export const GUILD = { id: '1180000000000000001', name: 'Parley Sandbox', ownerId: '1180000000000000101' };

/** What everybody on the server may do. */
export const EVERYBODY_MAY =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.SendMessagesInThreads |
  PermissionFlagsBits.CreatePublicThreads |
  PermissionFlagsBits.ReadMessageHistory |
  PermissionFlagsBits.AddReactions |
  PermissionFlagsBits.AttachFiles |
  PermissionFlagsBits.EmbedLinks |
  PermissionFlagsBits.MentionEveryone;

/** What the role of the bots adds. */
export const BOTS_MAY =
  PermissionFlagsBits.ManageWebhooks | PermissionFlagsBits.ManageMessages | PermissionFlagsBits.ManageThreads;

export const BOT_ROLE = { id: '1180000000000000002', name: 'Bots' };
export const SUPPORT_ROLE = { id: '1180000000000000003', name: 'Support' };

/** The only emoji that the server has of its own. */
export const EMOJI = { id: '1180000000000000777', name: 'party' };

/** Ids of the channels whose names people know. */
export const LEADS_CHANNEL = '1180000000000000204';

/** Parley's own bot, and a second one in the same channels. */
export function seedBots(): BotApp[] {
  const bot = (id: string, name: string, token: string): BotApp => ({
    id,
    name,
    token,
    isRevoked: false,
    privileged: GatewayIntentBits.MessageContent,
    isMember: true,
    denied: new Map([[LEADS_CHANNEL, PermissionFlagsBits.ViewChannel]]),
  });
  // The first part of a real token is the id of the application in base64, too.
  return [
    bot('1180000000000000011', 'parley', 'MTE4MDAwMDAwMDAwMDAwMDAxMQ.sandbox.parley'),
    bot('1180000000000000012', 'builder', 'MTE4MDAwMDAwMDAwMDAwMDAxMg.sandbox.builder'),
  ];
}

export function seedUsers(bots: readonly BotApp[]): StoredUser[] {
  const user = (id: string, username: string, color: string, more: Partial<StoredUser> = {}): StoredUser => ({
    id,
    username,
    color,
    isBot: false,
    avatar: id.padStart(32, '0'),
    ...more,
  });
  return [
    user(GUILD.ownerId, 'nadia.okafor', '#c2410c', { globalName: 'Nadia' }),
    user('1180000000000000102', 'tomas_r', '#0f766e', { globalName: 'Tomás' }),
    user('1180000000000000103', 'mei.lindqvist', '#7e22ce', { globalName: 'Mei' }),
    // Never chose a name to be shown.
    user('1180000000000000104', 'samir', '#1d4ed8'),
    // Has another name on this server than elsewhere.
    user('1180000000000000105', 'ines.duarte', '#be123c', { globalName: 'Inês', nick: 'Inês (support)' }),
    ...bots.map((bot) => user(bot.id, bot.name, '#334155', { isBot: true })),
  ];
}

/** Members of the role that one can mention. */
export const SUPPORT_PEOPLE: readonly string[] = ['1180000000000000104', '1180000000000000105'];

/** Two text channels and a forum for Parley, and a text channel that its bot may not see. */
export function seedChannels(): StoredChannel[] {
  const channel = (
    id: string,
    name: string,
    position: number,
    type: StoredChannel['type'],
  ): StoredChannel => ({ id, name, position, type, messages: [] });
  return [
    channel('1180000000000000201', 'general', 0, ChannelType.GuildText),
    channel('1180000000000000202', 'support', 1, ChannelType.GuildText),
    channel('1180000000000000203', 'questions', 2, ChannelType.GuildForum),
    channel(LEADS_CHANNEL, 'leads', 3, ChannelType.GuildText),
  ];
}
