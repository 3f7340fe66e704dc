import { z } from 'zod';
import {
  bundleSchema,
  fileSchema,
  flag,
  id,
  list,
  map,
  messageSchema,
  messagesSchema,
  threadSchema,
  userSchema,
} from './schema.ts';

/** Calls whose answer is a bare yes or no. */
export const yesNo = z.union([z.boolean(), z.literal(0), z.literal(1)]).transform(Boolean);
/** Nothing at all, or whatever a site's version makes of it. */
export const nothing = z.unknown().transform(() => undefined);
/** Answers that only administrators and paid services see, in shapes that differ between versions. */
export const anything = z.unknown();
export const ids = list(id);
export const users = list(userSchema);
export const count = z.coerce.number().int();

export const sentAnswer = z
  .object({
    result: z.literal(true),
    message_id: id,
    thread_id: id,
    /** The stored message; not there when the call gave a `temp_id`. */
    update: z
      .object({ messages: list(messageSchema) })
      .partial()
      .passthrough()
      .optional(),
  })
  .passthrough();

export const openedAnswer = z
  .object({ result: z.literal(true), thread_id: id, message_id: id })
  .passthrough();

/** `new_thread`: there is none, and none was to be made. */
export const privateThreadAnswer = z.union([
  bundleSchema.extend({ result: z.enum(['thread_found', 'thread_created']), thread_id: id }),
  z.object({ result: z.literal('new_thread') }).passthrough(),
]);

export const suggestedAnswer = z.union([
  z.object({ result: z.literal('thread_found'), thread_id: id }).passthrough(),
  z.object({ result: z.literal('new_thread') }).passthrough(),
  z.literal(false),
]);

export const deletedAnswer = z
  .object({
    /** Rows that are gone. */
    deleted: list(id).optional(),
    /** Rows that now hold the marker of a deleted message. */
    messages: list(messageSchema).optional(),
    errors: list(z.string()),
  })
  .passthrough();

/** `deleted_messages`: those of the ids held that are gone. */
export const threadAnswer = bundleSchema.extend({ deleted_messages: list(id).optional() });
export const joinedAnswer = bundleSchema.extend({ result: flag });

export const forwardedAnswer = z
  .object({
    result: z.boolean(),
    /** Message ids by thread. */
    sent: map(z.unknown()),
    /** Reasons by thread. */
    errors: map(z.string()),
  })
  .passthrough();

export const poolAnswer = messagesSchema.partial();
export const profilesAnswer = z.object({ users }).passthrough();
export const memberPageAnswer = z
  .object({ users, total: count, page: count.optional(), pages: count.optional() })
  .passthrough();

/** Nothing found is an empty list. */
export const searchAnswer = z.preprocess(
  (value) => (Array.isArray(value) ? {} : value),
  z
    .object({
      friends: list(z.unknown()).optional(),
      users: list(z.unknown()).optional(),
      messages: list(z.object({ thread_id: id, count, message_id: id }).passthrough()).optional(),
      updateData: bundleSchema.optional(),
    })
    .passthrough(),
);

const shortThread = threadSchema
  .pick({ thread_id: true, type: true, title: true, participants: true, participantsCount: true })
  .passthrough();
export const pickerAnswer = z.object({ threads: list(shortThread), users }).passthrough();

export const chatRoomSchema = z
  .object({
    /** For joining and leaving. */
    chat_id: id,
    /** For messages. */
    thread_id: id,
    title: z.string(),
    isJoined: flag,
    canJoin: flag,
    memberCount: count,
    /** Single ids, and pairs for whole ranges of them. */
    participants: list(z.union([id, z.array(id)])),
  })
  .passthrough();
export const chatRoomsAnswer = z
  .object({ items: list(chatRoomSchema), page: count, perPage: count, hasMore: z.boolean() })
  .passthrough();

export const attachmentsAnswer = z
  .object({
    files: list(fileSchema.extend({ messageId: id.optional(), date: z.string().optional() })),
    hasMore: z.boolean(),
    page: count,
    counts: map(count),
  })
  .passthrough();

/** A file that was taken in has an id; `result` says no all the same. */
export const uploadedAnswer = z.object({ id }).passthrough();

export const guestAnswer = z
  .object({ id, secret: z.string(), name: z.string(), email: z.string().nullish(), user: userSchema })
  .passthrough();

export const userSettingsAnswer = list(
  z
    .object({
      id: z.string(),
      title: z.string(),
      type: z.string(),
      options: list(
        z
          .object({ id: z.string(), label: z.string(), value: z.unknown(), checked: z.unknown() })
          .passthrough(),
      ),
    })
    .passthrough(),
);
export const savedAnswer = z.object({ message: z.string() }).passthrough();

export const botsAnswer = list(
  z.object({ bot_user_id: id, name: z.string(), avatar: z.string().nullish(), thread_id: id }).passthrough(),
);
export const welcomeAnswer = z.object({ welcomeMessage: z.string() }).passthrough();

export const adminMessagesAnswer = z
  .object({
    total: count,
    page: count,
    perPage: count,
    pages: count,
    messages: list(
      z
        .object({
          id,
          thread_id: id,
          /** Rendered HTML. */
          message: z.string(),
          time: z.string(),
          sender: userSchema,
        })
        .passthrough(),
    ),
  })
  .passthrough();

export const adminChatRoomSchema = z
  .object({
    id,
    title: z.string(),
    status: z.string(),
    threadId: id,
    settings: map(z.unknown()),
    moderators: list(z.unknown()),
  })
  .passthrough();
export const adminBotSchema = z
  .object({ id, name: z.string(), botUserId: id, settings: map(z.unknown()) })
  .passthrough();

export type BmChatRoom = z.output<typeof chatRoomSchema>;
export type BmGuest = z.output<typeof guestAnswer>;
