import { z } from 'zod';
import type { DiscordClient } from './client.ts';
import type { DiscordChannel } from './schema.ts';

const ADMINISTRATOR = 1n << 3n;
const THREAD_SEND = 'Send Messages in Threads';

/** What the bot cannot do its work without, and what only some of it needs: bits by Discord's documentation. */
export const NEEDED = {
  'View Channel': 1n << 10n,
  'Send Messages': 1n << 11n,
  'Read Message History': 1n << 16n,
} as const;
export const USEFUL = {
  'Manage Webhooks': 1n << 29n,
  [THREAD_SEND]: 1n << 38n,
  'Create Public Threads': 1n << 35n,
  'Add Reactions': 1n << 6n,
  'Attach Files': 1n << 15n,
} as const;

const overwritesSchema = z
  .array(z.object({ id: z.string(), type: z.number(), allow: z.string(), deny: z.string() }).passthrough())
  .catch([]);
const rolesSchema = z.array(z.string()).catch([]);

/** What the bot may do in a channel, as bits: its roles on the server, then what the channel changes about them. */
export async function permissionsIn(
  client: DiscordClient,
  channel: DiscordChannel,
  bot: string,
): Promise<bigint | undefined> {
  const { guild_id: id } = channel;
  if (id === undefined) return undefined;
  const [guild, member] = [await client.guild(id), await client.member(id, bot)];
  if (guild.owner_id === bot) return -1n;
  const mine = new Set([id, ...rolesSchema.parse(member['roles'])]);
  let bits = 0n;
  for (const role of guild.roles) if (mine.has(role.id)) bits |= BigInt(role.permissions);
  if ((bits & ADMINISTRATOR) !== 0n) return -1n;
  const overwrites = overwritesSchema.parse(channel['permission_overwrites']);
  const apply = (which: readonly { allow: string; deny: string }[]): void => {
    for (const { deny } of which) bits &= ~BigInt(deny);
    for (const { allow } of which) bits |= BigInt(allow);
  };
  apply(overwrites.filter((one) => one.id === id));
  apply(overwrites.filter((one) => one.id !== id && mine.has(one.id)));
  apply(overwrites.filter((one) => one.id === bot));
  return bits;
}

/** Names of the permissions that are not among the bits. */
export function lacking(bits: bigint, wanted: Readonly<Record<string, bigint>>): string[] {
  return Object.entries(wanted).flatMap(([name, bit]) => ((bits & bit) === 0n ? [name] : []));
}
