import { z } from 'zod';

/** Fields that Slack sends as null, as an empty text or not at all. */
const optionalText = z.preprocess(
  (value) => (value === null || value === '' ? undefined : value),
  z.string().optional(),
);

export const fileSchema = z
  .object({
    id: z.string(),
    name: optionalText,
    title: optionalText,
    mimetype: optionalText,
    subtype: optionalText,
    size: z.number().optional().catch(undefined),
    mode: optionalText,
    url_private: optionalText,
    url_private_download: optionalText,
    shares: z
      .record(z.record(z.array(z.object({ ts: z.string() }).passthrough())))
      .optional()
      .catch(undefined),
  })
  .passthrough();
export type SlackFile = z.output<typeof fileSchema>;

const reactionSchema = z.object({ name: z.string(), users: z.array(z.string()).catch([]) }).passthrough();
const profileSchema = z
  .object({ name: optionalText, icons: z.record(z.unknown()).optional().catch(undefined) })
  .passthrough();

/** A message as history, events and answers show it. Nothing but `ts` is always there. */
export const messageSchema = z
  .object({
    ts: z.string(),
    subtype: optionalText,
    hidden: z.boolean().optional().catch(undefined),
    user: optionalText,
    bot_id: optionalText,
    app_id: optionalText,
    username: optionalText,
    icons: z.record(z.unknown()).optional().catch(undefined),
    bot_profile: profileSchema.optional().catch(undefined),
    text: z.string().catch(''),
    blocks: z.array(z.unknown()).optional().catch(undefined),
    attachments: z
      .array(
        z
          .object({ fallback: optionalText, pretext: optionalText, title: optionalText, text: optionalText })
          .passthrough(),
      )
      .optional()
      .catch(undefined),
    thread_ts: optionalText,
    reply_count: z.number().optional().catch(undefined),
    latest_reply: optionalText,
    edited: z.object({ ts: z.string() }).passthrough().optional().catch(undefined),
    files: z.array(fileSchema).optional().catch(undefined),
    reactions: z.array(reactionSchema).optional().catch(undefined),
    metadata: z
      .object({ event_type: z.string(), event_payload: z.record(z.unknown()).catch({}) })
      .passthrough()
      .optional()
      .catch(undefined),
  })
  .passthrough();
export type SlackMessage = z.output<typeof messageSchema>;

const paging = {
  response_metadata: z.object({ next_cursor: optionalText }).passthrough().optional().catch(undefined),
};
const ok = z.object({ ok: z.literal(true) }).passthrough();
export type Answer = z.output<typeof answerSchema>;
export const answerSchema = ok;

export const authTestSchema = ok.extend({
  user_id: z.string(),
  user: z.string(),
  team_id: z.string(),
  bot_id: optionalText,
  response_metadata: z
    .object({ scopes: z.array(z.string()).optional() })
    .passthrough()
    .optional()
    .catch(undefined),
});
export const botInfoSchema = ok.extend({
  bot: z
    .object({
      name: optionalText,
      app_id: optionalText,
      user_id: optionalText,
      icons: z.record(z.unknown()).optional().catch(undefined),
    })
    .passthrough(),
});
export const userInfoSchema = ok.extend({
  user: z
    .object({
      id: z.string(),
      name: optionalText,
      real_name: optionalText,
      is_bot: z.boolean().optional().catch(undefined),
      profile: z
        .object({
          display_name: optionalText,
          real_name: optionalText,
          email: optionalText,
          image_72: optionalText,
          image_48: optionalText,
        })
        .passthrough()
        .optional()
        .catch(undefined),
    })
    .passthrough(),
});

export const channelSchema = z
  .object({
    id: z.string(),
    name: optionalText,
    user: optionalText,
    is_im: z.boolean().optional(),
    is_mpim: z.boolean().optional(),
    is_private: z.boolean().optional(),
    is_archived: z.boolean().optional(),
    is_member: z.boolean().optional(),
  })
  .passthrough();
export type SlackChannel = z.output<typeof channelSchema>;
export const channelInfoSchema = ok.extend({ channel: channelSchema });
export const channelListSchema = ok.extend({ channels: z.array(channelSchema), ...paging });
export const membersSchema = ok.extend({ members: z.array(z.string()), ...paging });
export const historySchema = ok.extend({ messages: z.array(messageSchema), ...paging });
export const postedSchema = ok.extend({ ts: z.string() });
export const uploadUrlSchema = ok.extend({ upload_url: z.string(), file_id: z.string() });
export const completedSchema = ok.extend({ files: z.array(fileSchema) });
export const fileInfoSchema = ok.extend({ file: fileSchema });

/** The inner event of an `event_callback`, as far as all kinds agree. */
export const eventSchema = z
  .object({
    type: z.string(),
    subtype: optionalText,
    channel: optionalText,
    ts: optionalText,
    event_ts: optionalText,
    deleted_ts: optionalText,
    user: optionalText,
    reaction: optionalText,
    item: z
      .object({ type: z.string(), channel: optionalText, ts: optionalText })
      .passthrough()
      .optional()
      .catch(undefined),
    message: messageSchema.optional().catch(undefined),
    previous_message: messageSchema.optional().catch(undefined),
  })
  .passthrough();
export type SlackEvent = z.output<typeof eventSchema>;

export const callbackSchema = z
  .object({
    type: z.string(),
    challenge: z.string().optional(),
    api_app_id: optionalText,
    event: eventSchema.optional(),
  })
  .passthrough();
export type SlackCallback = z.output<typeof callbackSchema>;
