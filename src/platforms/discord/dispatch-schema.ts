import { z } from 'zod';
import { channelSchema, emojiSchema, guildMemberSchema, messageSchema, roleSchema } from './schema.ts';

const id = z.string().regex(/^\d{1,20}$/);
const place = { channel_id: id, guild_id: id.optional() };
const reaction = z
  .object({
    ...place,
    message_id: id,
    user_id: id,
    emoji: emojiSchema,
    member: guildMemberSchema.optional().catch(undefined),
  })
  .passthrough();

/** What the gateway tells, as far as it matters to anybody here. */
export const dispatchSchema = z.discriminatedUnion('t', [
  z.object({ t: z.literal('MESSAGE_CREATE'), d: messageSchema }),
  z.object({ t: z.literal('MESSAGE_UPDATE'), d: messageSchema }),
  z.object({ t: z.literal('MESSAGE_DELETE'), d: z.object({ ...place, id }).passthrough() }),
  z.object({
    t: z.literal('MESSAGE_DELETE_BULK'),
    d: z.object({ ...place, ids: z.array(id) }).passthrough(),
  }),
  z.object({ t: z.literal('MESSAGE_REACTION_ADD'), d: reaction }),
  z.object({ t: z.literal('MESSAGE_REACTION_REMOVE'), d: reaction }),
  z.object({
    t: z.literal('MESSAGE_REACTION_REMOVE_ALL'),
    d: z.object({ ...place, message_id: id }).passthrough(),
  }),
  z.object({
    t: z.literal('MESSAGE_REACTION_REMOVE_EMOJI'),
    d: z.object({ ...place, message_id: id, emoji: emojiSchema }).passthrough(),
  }),
  z.object({
    t: z.literal('TYPING_START'),
    d: z
      .object({ ...place, user_id: id, member: guildMemberSchema.optional().catch(undefined) })
      .passthrough(),
  }),
  z.object({
    t: z.literal('GUILD_CREATE'),
    d: z
      .object({
        id,
        channels: z.array(channelSchema).catch([]),
        threads: z.array(channelSchema).catch([]),
        roles: z.array(roleSchema).catch([]),
      })
      .passthrough(),
  }),
  ...(['CHANNEL_CREATE', 'CHANNEL_UPDATE', 'THREAD_CREATE', 'THREAD_UPDATE'] as const).map((name) =>
    z.object({ t: z.literal(name), d: channelSchema }),
  ),
  z.object({ t: z.literal('CHANNEL_DELETE'), d: z.object({ id }).passthrough() }),
  z.object({ t: z.literal('THREAD_DELETE'), d: z.object({ id }).passthrough() }),
  z.object({
    t: z.literal('THREAD_LIST_SYNC'),
    d: z.object({ threads: z.array(channelSchema) }).passthrough(),
  }),
]);
export type Dispatch = z.output<typeof dispatchSchema>;
