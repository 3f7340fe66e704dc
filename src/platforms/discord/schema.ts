import { z } from 'zod';

/** Fields that Discord sends as null, as an empty text or not at all. */
const optionalText = z.preprocess(
  (value) => (value === null || value === '' ? undefined : value),
  z.string().optional(),
);
const id = z.string().regex(/^\d{1,20}$/);
const optionalId = id.nullish().transform((value) => value ?? undefined);
const flag = z.boolean().catch(false);

export const userSchema = z
  .object({
    id,
    username: z.string(),
    global_name: optionalText,
    avatar: optionalText,
    bot: flag.default(false),
  })
  .passthrough();
export type DiscordUser = z.output<typeof userSchema>;

export const memberSchema = z.object({ nick: optionalText, avatar: optionalText }).passthrough();
export const guildMemberSchema = memberSchema.extend({ user: userSchema });
export type DiscordMember = z.output<typeof guildMemberSchema>;

export const attachmentSchema = z
  .object({
    id,
    filename: z.string(),
    title: optionalText,
    content_type: optionalText,
    size: z.number().optional().catch(undefined),
    url: z.string(),
    duration_secs: z.number().optional().catch(undefined),
    waveform: optionalText,
  })
  .passthrough();
export type DiscordAttachment = z.output<typeof attachmentSchema>;

export const emojiSchema = z.object({ id: optionalId, name: optionalText }).passthrough();
export type DiscordEmoji = z.output<typeof emojiSchema>;

export const emojisSchema = z.array(emojiSchema);

const embedSchema = z
  .object({
    type: optionalText,
    title: optionalText,
    description: optionalText,
    url: optionalText,
    author: z.object({ name: optionalText }).passthrough().optional().catch(undefined),
    fields: z
      .array(z.object({ name: z.string().catch(''), value: z.string().catch('') }).passthrough())
      .optional()
      .catch(undefined),
  })
  .passthrough();
export type DiscordEmbed = z.output<typeof embedSchema>;

const referenceSchema = z
  .object({ type: z.number().optional().catch(undefined), channel_id: optionalId, message_id: optionalId })
  .passthrough();

export const channelSchema = z
  .object({
    id,
    type: z.number(),
    guild_id: optionalId,
    parent_id: optionalId,
    name: optionalText,
    last_message_id: optionalId,
    thread_metadata: z
      .object({ archived: flag, archive_timestamp: optionalText })
      .passthrough()
      .optional()
      .catch(undefined),
  })
  .passthrough();
export type DiscordChannel = z.output<typeof channelSchema>;

/** A message as answers and dispatches show it. */
export const messageSchema = z
  .object({
    id,
    channel_id: id,
    guild_id: optionalId,
    type: z.number().catch(0),
    author: userSchema,
    member: memberSchema.optional().catch(undefined),
    content: z.string().catch(''),
    edited_timestamp: optionalText,
    attachments: z.array(attachmentSchema).catch([]),
    embeds: z.array(embedSchema).catch([]),
    mentions: z.array(userSchema.extend({ member: memberSchema.optional().catch(undefined) })).catch([]),
    reactions: z
      .array(z.object({ emoji: emojiSchema, me: flag }).passthrough())
      .optional()
      .catch(undefined),
    message_reference: referenceSchema.optional().catch(undefined),
    message_snapshots: z
      .array(z.object({ message: z.object({ content: z.string().catch('') }).passthrough() }).passthrough())
      .optional()
      .catch(undefined),
    sticker_items: z
      .array(z.object({ name: z.string() }).passthrough())
      .optional()
      .catch(undefined),
    poll: z
      .object({
        question: z.object({ text: z.string().catch('') }).passthrough(),
        answers: z
          .array(
            z.object({ poll_media: z.object({ text: z.string().catch('') }).passthrough() }).passthrough(),
          )
          .catch([]),
      })
      .passthrough()
      .optional()
      .catch(undefined),
    webhook_id: optionalId,
    application_id: optionalId,
    thread: channelSchema.optional().catch(undefined),
  })
  .passthrough();
export type DiscordMessage = z.output<typeof messageSchema>;

export const messagesSchema = z.array(messageSchema);
export const threadListSchema = z
  .object({ threads: z.array(channelSchema), has_more: flag.default(false) })
  .passthrough();
export const postSchema = channelSchema.extend({ message: messageSchema.optional().catch(undefined) });
export const webhookSchema = z
  .object({ id, token: optionalText, application_id: optionalId, channel_id: optionalId })
  .passthrough();
export const webhooksSchema = z.array(webhookSchema);
export const applicationSchema = z.object({ id, flags: z.number().catch(0) }).passthrough();
/** Times in milliseconds. */
export const gatewaySchema = z
  .object({
    session_start_limit: z
      .object({ total: z.number(), remaining: z.number(), reset_after: z.number() })
      .passthrough(),
  })
  .passthrough();
export const guildsSchema = z.array(z.object({ id, name: z.string() }).passthrough());
export const roleSchema = z
  .object({ id, name: z.string().catch(''), permissions: z.string().catch('0') })
  .passthrough();
export const guildSchema = z
  .object({ id, name: z.string(), owner_id: optionalId, roles: z.array(roleSchema).catch([]) })
  .passthrough();
export const channelsSchema = z.array(channelSchema);
export const membersSchema = z.array(guildMemberSchema);

/** Errors of the API. `retry_after` in seconds. */
export const failureSchema = z
  .object({
    code: z.number().optional().catch(undefined),
    message: optionalText.catch(undefined),
    retry_after: z.number().optional().catch(undefined),
    global: flag.default(false),
    errors: z.unknown().optional(),
  })
  .passthrough();
