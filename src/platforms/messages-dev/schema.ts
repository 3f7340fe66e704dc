import { z } from 'zod';

/*
 * Wire shapes of messages.dev. Times are Unix milliseconds, UTC. What may be missing or null is both here, and unknown
 * fields are kept: deliveries of webhooks have been narrower and wider than what a read shows.
 */

const text = z.string().nullish();
const count = z.number().nullish();
const flag = z.boolean().nullish();
const id = z.string().min(1);

export const lineSchema = z
  .object({ id, handle: z.string(), label: text, service: text, is_active: flag })
  .passthrough();
export type WireLine = z.output<typeof lineSchema>;

export const chatSchema = z
  .object({
    id,
    line_id: text,
    /** The other's handle in a direct chat. */
    identifier: text,
    service: text,
    name: text,
    is_group: flag,
    participants: z.array(z.string()).nullish(),
    has_received_inbound: flag,
    last_message_at: count,
  })
  .passthrough();
export type WireChat = z.output<typeof chatSchema>;

export const attachmentSchema = z
  .object({
    /** May be a path. */
    filename: text,
    mime_type: text,
    size: count,
    url: text,
    /** What is said in a voice memo; often null at first. */
    transcription: text,
  })
  .passthrough();
export type WireAttachment = z.output<typeof attachmentSchema>;

export const messageSchema = z
  .object({
    id,
    chat_id: id,
    /** iMessage's own id, by which answers name what they answer. */
    guid: text,
    sender: text,
    /** U+FFFC stands for an attachment within the text. */
    text,
    attachments: z.array(attachmentSchema).nullish(),
    is_from_me: flag,
    is_audio_message: flag,
    sent_at: z.number(),
    reply_to_guid: text,
    line_id: text,
    /** Webhooks only. */
    line_handle: text,
    /** Reads only, in most deliveries: when the line's computer handed the message over. */
    synced_at: count,
    service: text,
    /** Reads only: the send that this message came from. */
    outbox_id: text,
  })
  .passthrough();
export type WireMessage = z.output<typeof messageSchema>;

/** `type`: love, like, dislike, laugh, emphasize or question. */
export const reactionSchema = z
  .object({
    id,
    message_id: id,
    /** Webhooks only. */
    chat_id: text,
    type: z.string(),
    sender: text,
    is_from_me: flag,
    /** Reads give history: a reaction that was taken back is a later row with `false`. */
    added: flag,
    /** Webhooks only. */
    line_handle: text,
    sent_at: z.number(),
    synced_at: count,
  })
  .passthrough();
export type WireReaction = z.output<typeof reactionSchema>;

export const typingSchema = z
  .object({ id, chat_id: text, handle: z.string(), is_typing: z.boolean(), updated_at: count })
  .passthrough();
export type WireTyping = z.output<typeof typingSchema>;

export const receiptSchema = z
  .object({ id, chat_id: text, handle: z.string(), last_read_at: count, synced_at: count })
  .passthrough();
export type WireReceipt = z.output<typeof receiptSchema>;

export const fileSchema = z
  .object({ id, url: text, filename: text, mime_type: text, size: count })
  .passthrough();
export type WireFile = z.output<typeof fileSchema>;

/** `status`: pending, claimed, sent or failed. A write answers with id and status alone. */
export const outboxSchema = z
  .object({
    id,
    status: z.string(),
    line_id: text,
    payload: z.unknown(),
    completed_at: count,
    /** Why it failed. */
    error: text,
    attempts: count,
    max_attempts: count,
    created_at: count,
  })
  .passthrough();
export type WireOutbox = z.output<typeof outboxSchema>;

/** `secret` comes once, in the answer to the creation. */
export const webhookSchema = z
  .object({
    id,
    line_ids: z.array(z.string()).nullish(),
    url: z.string(),
    events: z.array(z.string()).nullish(),
    is_active: flag,
    secret: text,
  })
  .passthrough();
export type WireWebhook = z.output<typeof webhookSchema>;

export const deletedSchema = z.object({ id: text, deleted: flag }).passthrough();

/** Not documented; the service's own command line reads it. `status`: missing, pending or active. */
export const sandboxSchema = z
  .object({
    status: z.string(),
    activation_code: text,
    sandbox_line_handle: text,
    contact_identifier: text,
    activated_at: count,
    usage: z
      .object({ used: count, limit: count, remaining: count, resets_at: count })
      .passthrough()
      .nullish(),
  })
  .passthrough();
export type WireSandbox = z.output<typeof sandboxSchema>;

/** The envelope of every list. */
export const pageSchema = <Item extends z.ZodTypeAny>(item: Item) =>
  z.object({ data: z.array(item), has_more: flag, next_cursor: text }).passthrough();

/** What the service posts to a webhook; `data` is read by the kind of `event`. */
export const deliverySchema = z
  .object({ event: z.string(), data: z.unknown(), timestamp: count, delivery_id: text })
  .passthrough();

export const errorSchema = z.object({
  error: z.object({ type: text, code: text, message: text, param: text }).passthrough(),
});
