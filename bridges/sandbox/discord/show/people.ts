import type { APIGuildMember, APIUser } from 'discord-api-types/v10';
import type { Guild } from '../guild.ts';
import type { StoredUser, WebhookFace } from '../model.ts';
import { BOT_ROLE, SUPPORT_PEOPLE, SUPPORT_ROLE } from '../seed.ts';

/** A number, because the types of flags have no name for none of them. */
export const NO_FLAGS: number = 0;
const JOINED = '2024-01-01T12:00:00.000000+00:00';

export function showUser(user: StoredUser): APIUser {
  return {
    id: user.id,
    username: user.username,
    // Bots still have one of the numbers that people had; by their id, so that it stays.
    discriminator: user.isBot ? user.id.slice(-4) : '0',
    global_name: user.globalName ?? null,
    avatar: user.avatar,
    public_flags: NO_FLAGS,
    ...(user.isBot ? { bot: true } : {}),
  };
}

/** A webhook's message shows the face it was sent with as its author, under the webhook's id. */
export function showFace(guild: Guild, face: WebhookFace): APIUser {
  const hash = face.avatarUrl === undefined ? null : pictureHash(guild, face.avatarUrl);
  return {
    id: face.webhookId,
    username: face.name,
    discriminator: '0000',
    global_name: null,
    avatar: hash,
    public_flags: NO_FLAGS,
    bot: true,
  };
}

export function showMember(user: StoredUser): APIGuildMember {
  return { ...showMemberAlone(user), user: showUser(user) };
}

/** A member beside whom the user stands already. */
export function showMemberAlone(user: StoredUser): Omit<APIGuildMember, 'user'> {
  return {
    nick: user.nick ?? null,
    avatar: null,
    roles: rolesOf(user),
    joined_at: JOINED,
    premium_since: null,
    deaf: false,
    mute: false,
    flags: NO_FLAGS,
    pending: false,
    communication_disabled_until: null,
  };
}

export function avatarAddress(guild: Guild, user: StoredUser): string {
  return `${guild.origin}/avatars/${user.id}/${user.avatar}.png`;
}

function rolesOf(user: StoredUser): string[] {
  if (user.isBot) return [BOT_ROLE.id];
  return SUPPORT_PEOPLE.includes(user.id) ? [SUPPORT_ROLE.id] : [];
}

function pictureHash(guild: Guild, url: string): string {
  for (const [hash, known] of guild.pictures) if (known === url) return hash;
  const hash = String(guild.pictures.size + 1).padStart(32, 'f');
  guild.pictures.set(hash, url);
  return hash;
}
