import type {
  GatewayChannelDeleteDispatch,
  GatewayChannelUpdateDispatch,
  GatewayDispatchPayload,
  GatewayGuildCreateDispatch,
  GatewayGuildDeleteDispatch,
  GatewayGuildMembersChunkDispatch,
  GatewayMessageCreateDispatch,
  GatewayMessageDeleteBulkDispatch,
  GatewayMessageDeleteDispatch,
  GatewayMessageReactionAddDispatch,
  GatewayMessageReactionRemoveAllDispatch,
  GatewayMessageReactionRemoveDispatch,
  GatewayMessageReactionRemoveEmojiDispatch,
  GatewayMessageUpdateDispatch,
  GatewayReadyDispatch,
  GatewayThreadCreateDispatch,
  GatewayThreadDeleteDispatch,
  GatewayThreadUpdateDispatch,
  GatewayTypingStartDispatch,
  GatewayWebhooksUpdateDispatch,
} from 'discord-api-types/v10';
import { GatewayIntentBits } from 'discord-api-types/v10';
import type { BotApp } from './model.ts';

type Told<T extends GatewayDispatchPayload> = T extends { t: infer Name extends string; d: infer Data }
  ? { readonly t: `${Name}`; readonly d: Data }
  : never;

/** All is sent again that was missed. */
interface Resumed {
  readonly t: 'RESUMED';
  readonly d: { readonly _trace: readonly string[] };
}

/** What the gateway can tell, before a session gives it a number. */
export type GatewayEvent =
  | Resumed
  | Told<
      | GatewayReadyDispatch
      | GatewayGuildCreateDispatch
      | GatewayGuildDeleteDispatch
      | GatewayGuildMembersChunkDispatch
      | GatewayChannelUpdateDispatch
      | GatewayChannelDeleteDispatch
      | GatewayThreadCreateDispatch
      | GatewayThreadUpdateDispatch
      | GatewayThreadDeleteDispatch
      | GatewayMessageCreateDispatch
      | GatewayMessageUpdateDispatch
      | GatewayMessageDeleteDispatch
      | GatewayMessageDeleteBulkDispatch
      | GatewayMessageReactionAddDispatch
      | GatewayMessageReactionRemoveDispatch
      | GatewayMessageReactionRemoveAllDispatch
      | GatewayMessageReactionRemoveEmojiDispatch
      | GatewayTypingStartDispatch
      | GatewayWebhooksUpdateDispatch
    >;

/** For whom something is put into words: what is `me` to it, and whether it may read what others write. */
export interface Viewer {
  readonly bot: BotApp;
  readonly readsContent: boolean;
}

/** Something that happened, to be told to every session that asked for such things. */
export interface Happening {
  readonly name: GatewayEvent['t'];
  /** The place; only bots that may see it are told. Absent for what concerns the whole server. */
  readonly channelId?: string;
  tell(viewer: Viewer): GatewayEvent;
}

/** The intent without which a session is not told of an event. Those that are not named here need none. */
const INTENT: Readonly<Partial<Record<GatewayEvent['t'], GatewayIntentBits>>> = {
  GUILD_CREATE: GatewayIntentBits.Guilds,
  GUILD_DELETE: GatewayIntentBits.Guilds,
  CHANNEL_UPDATE: GatewayIntentBits.Guilds,
  CHANNEL_DELETE: GatewayIntentBits.Guilds,
  THREAD_CREATE: GatewayIntentBits.Guilds,
  THREAD_UPDATE: GatewayIntentBits.Guilds,
  THREAD_DELETE: GatewayIntentBits.Guilds,
  MESSAGE_CREATE: GatewayIntentBits.GuildMessages,
  MESSAGE_UPDATE: GatewayIntentBits.GuildMessages,
  MESSAGE_DELETE: GatewayIntentBits.GuildMessages,
  MESSAGE_DELETE_BULK: GatewayIntentBits.GuildMessages,
  MESSAGE_REACTION_ADD: GatewayIntentBits.GuildMessageReactions,
  MESSAGE_REACTION_REMOVE: GatewayIntentBits.GuildMessageReactions,
  MESSAGE_REACTION_REMOVE_ALL: GatewayIntentBits.GuildMessageReactions,
  MESSAGE_REACTION_REMOVE_EMOJI: GatewayIntentBits.GuildMessageReactions,
  TYPING_START: GatewayIntentBits.GuildMessageTyping,
  WEBHOOKS_UPDATE: GatewayIntentBits.GuildWebhooks,
};

export function isAskedFor(name: GatewayEvent['t'], intents: number): boolean {
  const needed = INTENT[name];
  return needed === undefined || (intents & needed) !== 0;
}
