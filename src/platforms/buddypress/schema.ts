import { z } from 'zod';

/** Ids come as numbers; some site filters turn them into strings. */
const id = z.coerce.number().int();
/** v1 sends 0 and 1, v2 sends booleans. */
const flag = z
  .union([z.boolean(), z.number(), z.enum(['0', '1'])])
  .transform((value) => value === true || Number(value) === 1);

/** `raw` is there with `context=edit` only. */
const text = z.object({ raw: z.string().optional(), rendered: z.string() }).passthrough();

/** A person's row in a thread. */
export const recipientSchema = z
  .object({
    id,
    is_deleted: flag,
    /** HTML with entities and, where a quote stands, backslashes; empty in v1 for a WordPress user since deleted. */
    name: z.string(),
    sender_only: flag,
    thread_id: id,
    unread_count: id,
    user_id: id,
    user_link: z.string(),
    /** Sites with avatars switched off send something else, or nothing. */
    user_avatars: z.object({ full: z.string(), thumb: z.string() }).partial().optional().catch(undefined),
  })
  .passthrough();

export const messageSchema = z
  .object({
    id,
    thread_id: id,
    sender_id: id,
    subject: text,
    message: text,
    /** GMT in v1, the site's own time in v2; whole seconds, no zone. */
    date_sent: z.string(),
    /** v2 only. */
    date_sent_gmt: z.string().optional(),
    is_starred: z.boolean().optional(),
  })
  .passthrough();

/** v1 sends an object keyed by the ids, an empty array when nobody wrote on the page; v2 sends an array. */
const senderIds = z.union([z.array(id), z.record(id).transform((byId) => Object.values(byId))]);

export const threadSchema = z
  .object({
    id,
    /** In v2 lists not reliably the newest message. */
    message_id: id,
    last_sender_id: id,
    subject: text,
    excerpt: text,
    message: text,
    date: z.string().nullable(),
    date_gmt: z.string().nullable(),
    unread_count: id,
    sender_ids: senderIds,
    recipients: z.array(recipientSchema),
    messages: z.array(messageSchema),
    starred_message_ids: z.array(id),
  })
  .passthrough();

/** v1 wraps single objects into an array. */
function unwrapped(value: unknown): unknown {
  return Array.isArray(value) && value.length === 1 ? (value as unknown[])[0] : value;
}

function single<T extends z.ZodTypeAny>(schema: T) {
  return z.preprocess(unwrapped, schema);
}

/** So many messages of the answer to a reply are read. */
const NEWEST = 50;

/**
 * The answer to a reply repeats the whole thread, thousands of messages at times; only the newest ones are checked
 * and read.
 */
function newestOnly(value: unknown): unknown {
  const thread = unwrapped(value);
  if (!hasMessages(thread) || thread.messages.length <= NEWEST) return thread;
  return { ...thread, messages: [...thread.messages].sort((a, b) => idOf(a) - idOf(b)).slice(-NEWEST) };
}

function hasMessages(thread: unknown): thread is { messages: unknown[] } {
  return (
    typeof thread === 'object' && thread !== null && 'messages' in thread && Array.isArray(thread.messages)
  );
}

function idOf(message: unknown): number {
  return typeof message === 'object' && message !== null && 'id' in message ? Number(message.id) : 0;
}

export const threadsAnswer = z.array(threadSchema);
export const threadAnswer = single(threadSchema);
export const repliedAnswer = z.preprocess(newestOnly, threadSchema);
export const messageAnswer = single(messageSchema);
export const deletedAnswer = z.object({ deleted: z.literal(true), previous: threadSchema }).passthrough();

/** Threads that were asked for some fields only (`_fields`); one alone makes a list of one. */
export const threadFieldsAnswer = z.preprocess(
  (value) => (Array.isArray(value) ? value : [value]),
  z.array(threadSchema.partial()),
);

/** `GET /wp/v2/users/me`. */
export const userSchema = z.object({ id, name: z.string() }).passthrough();

/** BuddyPress's own view of a person. */
export const memberSchema = z
  .object({
    id,
    name: z.string(),
    user_login: z.string().optional(),
    avatar_urls: z.object({ full: z.string(), thumb: z.string() }).partial().optional().catch(undefined),
  })
  .passthrough();
export const membersAnswer = z.array(memberSchema);

/** One row a message and recipient; rows leave the default list when the thread is marked read. */
export const notificationSchema = z
  .object({
    id,
    user_id: id,
    /** The message. */
    item_id: id,
    /** Its sender. */
    secondary_item_id: id,
    component: z.string(),
    action: z.string(),
    date_gmt: z.string().optional(),
    is_new: flag,
  })
  .passthrough();
export const notificationsAnswer = z.array(notificationSchema);

/** `GET /wp-json/`: needs no credentials. */
export const indexSchema = z
  .object({ name: z.string().optional(), namespaces: z.array(z.string()) })
  .passthrough();

export const errorSchema = z
  .object({
    code: z.string(),
    message: z.string(),
    data: z.object({ status: z.number() }).partial().passthrough().nullish(),
  })
  .passthrough();

export type BpThread = z.output<typeof threadSchema>;
export type BpMessage = z.output<typeof messageSchema>;
export type BpRecipient = z.output<typeof recipientSchema>;
export type BpMember = z.output<typeof memberSchema>;
export type BpNotification = z.output<typeof notificationSchema>;
