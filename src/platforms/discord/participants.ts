import type { Participant } from '../contract.ts';
import type { Channels } from './channels.ts';
import { isForum } from './channels.ts';
import type { DiscordClient } from './client.ts';
import { isKind } from './errors.ts';
import type { History } from './history.ts';
import type { Names } from './names.ts';
import type { DiscordMember } from './schema.ts';

const MOST = 1_000;

export interface ParticipantParts {
  readonly client: DiscordClient;
  readonly channels: Channels;
  readonly names: Names;
  readonly history: History;
}

/**
 * People of the server that a channel is on, under their names there. All of them where the bot may list members (a
 * privileged intent) or search without a name; elsewhere those that were seen, and who wrote in the channel lately.
 */
export async function participants(parts: ParticipantParts, conversation: string): Promise<Participant[]> {
  const { client, channels, names } = parts;
  const { guild_id: guild } = await channels.find(conversation);
  if (guild === undefined) return [];
  const members =
    (await unlessRefused(client.members(guild, MOST))) ??
    (await unlessRefused(client.searchMembers(guild, '', MOST)));
  if (members) return members.map(toParticipant);
  await learnAuthors(parts, conversation, guild);
  return names.people(guild);
}

async function learnAuthors(
  { channels, names, history }: ParticipantParts,
  conversation: string,
  guild: string,
): Promise<void> {
  if (isForum(await channels.find(conversation))) return;
  const messages = await history.last(conversation);
  await names.learn(
    guild,
    messages.flatMap(({ author, webhook_id }) => (webhook_id === undefined ? [author.id] : [])),
  );
}

function toParticipant({ user, nick }: DiscordMember): Participant {
  return { id: user.id, name: nick ?? user.global_name ?? user.username };
}

async function unlessRefused<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (isKind(error, 'permission', 'not-found', 'invalid', 'unsupported')) return undefined;
    throw error;
  }
}
