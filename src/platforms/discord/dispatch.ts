import type { Author, ParleyEvent, Signal } from '../../model/index.ts';
import type { Dispatch } from './dispatch-schema.ts';
import { created, edited } from './events.ts';
import type { MapContext } from './map.ts';
import { editedAt, guildOf, isShown, namesIn, toEmoji, toMessage, toPerson } from './map.ts';
import { idIn } from './place.ts';
import type { Reactions } from './reactions.ts';
import type { DiscordEmoji, DiscordMember } from './schema.ts';
import { idAt, toPosition } from './snowflake.ts';

/** Where in the gateway's story something was told. It is the same when it is told again after a resume. */
export interface Told {
  readonly session: string;
  readonly sequence: number;
  /** When it came in, Unix milliseconds: Discord does not say when a message was deleted or reacted to. */
  readonly atMs: number;
}

export interface Read {
  readonly events: readonly ParleyEvent[];
  readonly signals: readonly Signal[];
}

export const NOTHING: Read = { events: [], signals: [] };

/** Ids of the people whose names a dispatch needs, and the server they are on. */
export function namesOf(
  { t, d }: Dispatch,
  context: Pick<MapContext, 'channels'>,
): { guild: string | undefined; ids: string[] } {
  switch (t) {
    case 'MESSAGE_CREATE':
    case 'MESSAGE_UPDATE':
      return { guild: guildOf(d, context), ids: d.member ? [] : namesIn(d) };
    case 'MESSAGE_REACTION_REMOVE':
      return { guild: d.guild_id, ids: [d.user_id] };
    default:
      return { guild: undefined, ids: [] };
  }
}

/** Keeps what a dispatch tells about channels, threads, roles and people. */
export function noteDispatch(
  { t, d }: Dispatch,
  { channels, names }: Pick<MapContext, 'channels' | 'names'>,
): void {
  const person = (guild: string | undefined, member: DiscordMember | undefined): void => {
    if (guild === undefined || !member) return;
    names.note(guild, member.user.id, member.nick ?? member.user.global_name ?? member.user.username);
  };
  switch (t) {
    case 'GUILD_CREATE':
      for (const channel of [...d.channels, ...d.threads]) channels.note({ ...channel, guild_id: d.id });
      for (const role of d.roles) names.note(d.id, role.id, role.name, true);
      return;
    case 'CHANNEL_CREATE':
    case 'CHANNEL_UPDATE':
    case 'THREAD_CREATE':
    case 'THREAD_UPDATE':
      channels.note(d);
      return;
    case 'THREAD_LIST_SYNC':
      for (const thread of d.threads) channels.note(thread);
      return;
    case 'CHANNEL_DELETE':
    case 'THREAD_DELETE':
      channels.forget(d.id);
      return;
    case 'MESSAGE_CREATE':
      if (d.guild_id !== undefined && d.member && d.webhook_id === undefined)
        person(d.guild_id, { ...d.member, user: d.author });
      return;
    case 'MESSAGE_REACTION_ADD':
    case 'TYPING_START':
      person(d.guild_id, d.member);
      return;
    default:
  }
}

/** What a dispatch tells. Empty for what nobody has to know: previews of links, pins, announcements. */
export function readDispatch(
  dispatch: Dispatch,
  told: Told,
  context: MapContext,
  reactions: Reactions,
): Read {
  const { t, d } = dispatch;
  if (!('channel_id' in d) || typeof d.channel_id !== 'string') return NOTHING;
  const channel = d.channel_id;
  const conversation = context.channels.conversationOf(channel);
  const only = (...events: readonly ParleyEvent[]): Read => ({ events, signals: [] });
  const place = (message: string) => ({ conversation, messageId: idIn(conversation, channel, message) });
  const now = (message: string) => ({
    position: positionAt(told.atMs, message),
    at: new Date(told.atMs).toISOString(),
  });
  const changed = (
    type: 'reaction.added' | 'reaction.removed',
    message: string,
    emoji: string,
    author: Author,
  ): ParleyEvent => ({
    type,
    ...place(message),
    ...now(message),
    key: `${type === 'reaction.added' ? 'reacted' : 'unreacted'}:${conversation}:${place(message).messageId}:${emoji}:${author.id}:${told.session}.${String(told.sequence)}`,
    emoji,
    author,
  });
  switch (t) {
    case 'MESSAGE_CREATE':
      return isShown(d) ? only(created(toMessage(d, conversation, context))) : NOTHING;
    case 'MESSAGE_UPDATE': {
      const ms = editedAt(d);
      return ms !== undefined && isShown(d) ? only(edited(toMessage(d, conversation, context), ms)) : NOTHING;
    }
    case 'MESSAGE_DELETE':
    case 'MESSAGE_DELETE_BULK':
      return only(
        ...(t === 'MESSAGE_DELETE' ? [d.id] : d.ids).map((message): ParleyEvent => {
          reactions.clear(message);
          const { messageId } = place(message);
          return {
            type: 'message.deleted',
            ...place(message),
            ...now(message),
            key: `deleted:${conversation}:${messageId}`,
          };
        }),
      );
    case 'MESSAGE_REACTION_ADD':
    case 'MESSAGE_REACTION_REMOVE': {
      const type = t === 'MESSAGE_REACTION_ADD' ? 'reaction.added' : 'reaction.removed';
      const author = whoIs(d.user_id, d.member, d.guild_id, context);
      const emoji = toEmoji(d.emoji);
      if (t === 'MESSAGE_REACTION_ADD') reactions.add(d.message_id, emoji, author);
      else reactions.remove(d.message_id, emoji, author.id);
      return only(changed(type, d.message_id, emoji, author));
    }
    case 'MESSAGE_REACTION_REMOVE_ALL':
    case 'MESSAGE_REACTION_REMOVE_EMOJI': {
      const emoji = 'emoji' in d ? toEmoji(d.emoji as DiscordEmoji) : undefined;
      return only(
        ...reactions
          .clear(d.message_id, emoji)
          .map((one) => changed('reaction.removed', d.message_id, one.emoji, one.author)),
      );
    }
    case 'TYPING_START': {
      const author = whoIs(d.user_id, d.member, d.guild_id, context);
      if (author.kind === 'self') return NOTHING;
      return { events: [], signals: [{ type: 'typing', conversation, author }] };
    }
    default:
      return NOTHING;
  }
}

/** Something without a time of its own stands where it came in, and never before its message. */
function positionAt(ms: number, message: string): string {
  const [own, at] = [toPosition(message), toPosition(idAt(ms))];
  return own > at ? own : at;
}

function whoIs(
  id: string,
  member: DiscordMember | undefined,
  guild: string | undefined,
  context: MapContext,
): Author {
  if (member) return toPerson(member.user, member.nick, guild, context);
  const name = context.names.get(guild, id) ?? id;
  return { id, name, kind: id === context.identity?.id ? 'self' : 'person' };
}
