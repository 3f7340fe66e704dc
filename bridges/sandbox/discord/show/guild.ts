import type { APIEmoji, APIGuild, APIRole } from 'discord-api-types/v10';
import { Locale } from 'discord-api-types/v10';
import { BOTS_MAY, BOT_ROLE, EMOJI, EVERYBODY_MAY, GUILD, SUPPORT_ROLE } from '../seed.ts';
import { NO_FLAGS } from './people.ts';

export function showGuild(): APIGuild {
  return {
    id: GUILD.id,
    name: GUILD.name,
    icon: null,
    icon_hash: null,
    splash: null,
    discovery_splash: null,
    owner_id: GUILD.ownerId,
    region: 'deprecated',
    afk_channel_id: null,
    afk_timeout: 300,
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    roles: showRoles(),
    emojis: showEmojis(),
    stickers: [],
    features: [],
    mfa_level: 0,
    application_id: null,
    system_channel_id: null,
    system_channel_flags: NO_FLAGS,
    rules_channel_id: null,
    vanity_url_code: null,
    description: null,
    banner: null,
    premium_tier: 0,
    premium_subscription_count: 0,
    preferred_locale: Locale.EnglishUS,
    public_updates_channel_id: null,
    nsfw_level: 0,
    premium_progress_bar_enabled: false,
    hub_type: null,
    safety_alerts_channel_id: null,
    incidents_data: null,
  };
}

function showRoles(): APIRole[] {
  const role = (id: string, name: string, position: number, permissions: bigint): APIRole => ({
    id,
    name,
    position,
    permissions: String(permissions),
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    icon: null,
    unicode_emoji: null,
    managed: false,
    mentionable: position > 0,
    flags: NO_FLAGS,
  });
  return [
    role(GUILD.id, '@everyone', 0, EVERYBODY_MAY),
    role(BOT_ROLE.id, BOT_ROLE.name, 1, BOTS_MAY),
    role(SUPPORT_ROLE.id, SUPPORT_ROLE.name, 2, 0n),
  ];
}

/** Emoji of the server's own. */
export function showEmojis(): APIEmoji[] {
  return [{ ...EMOJI, roles: [], require_colons: true, managed: false, animated: false, available: true }];
}
