import { z } from 'zod';

/** Ids come as numbers, and as strings where PHP did not think of it. */
export const id = z.coerce.number().int();
/** Yes and no come as booleans, as 0 and 1, and as the strings of these. */
export const flag = z
  .union([z.boolean(), z.number(), z.enum(['0', '1'])])
  .nullable()
  .transform((value) => value === true || Number(value) === 1);

/** PHP turns a list with holes into an object. */
export function list<T extends z.ZodTypeAny>(item: T) {
  return z.preprocess((value) => (isObject(value) ? Object.values(value) : value), z.array(item));
}

/** PHP turns an object without entries into a list. */
export function map<T extends z.ZodTypeAny>(value: T) {
  return z.preprocess(objectOf, z.record(value));
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectOf(value: unknown): unknown {
  return Array.isArray(value)
    ? Object.fromEntries(value.map((one: unknown, at) => [String(at), one]))
    : value;
}

/** A file of a message. */
export const fileSchema = z
  .object({
    id,
    url: z.string(),
    thumb: z.union([z.string(), z.literal(false)]).nullish(),
    mimeType: z.string().nullish(),
    name: z.string(),
    size: z.coerce.number().nullish(),
  })
  .passthrough();

const systemPerson = z.object({ user_name: z.string().nullish() }).passthrough();

export const metaSchema = z.preprocess(
  objectOf,
  z
    .object({
      reactions: list(z.object({ reaction: z.string(), users: list(id) }).passthrough()).optional(),
      replyTo: id.optional(),
      files: list(fileSchema).optional(),
      /** UTC, `Y-m-d H:i:s`. */
      lastEdit: z.string().optional(),
      isPending: flag.optional(),
      forwardedFrom: id.optional(),
      systemType: z.string().optional(),
      systemData: z
        .preprocess(
          objectOf,
          systemPerson.extend({
            users: list(systemPerson).optional(),
            new_subject: z.string().nullish(),
          }),
        )
        .optional(),
    })
    .passthrough(),
);

export const messageSchema = z
  .object({
    /** Rises over the whole site in order of insertion. */
    message_id: id,
    thread_id: id,
    /** Below zero: a guest or an AI bot; zero: the plugin itself. */
    sender_id: id,
    message: z.string(),
    /** 1/10,000 s. May lie up to a minute off: browsers send their own clock. */
    created_at: id,
    /** Rises with edits, reactions, replacement by a marker and approval. */
    updated_at: id,
    temp_id: z.string().nullish(),
    is_pending: flag.optional(),
    meta: metaSchema,
    favorited: flag.optional(),
  })
  .passthrough();

export const userSchema = z
  .object({
    user_id: id,
    name: z.string(),
    avatar: z.string().nullish(),
    /** Address of the profile. */
    url: z.union([z.string(), z.literal(false)]).nullish(),
    is_bot: flag.optional(),
  })
  .passthrough();

export const permissionsSchema = z
  .object({
    canReply: flag,
    /** Why not: codes and sentences. */
    canReplyMsg: map(z.string()),
    canEditOwnMessages: flag,
    canDeleteOwnMessages: flag,
    canUpload: flag,
  })
  .partial()
  .passthrough();

export const threadSchema = z
  .object({
    thread_id: id,
    /** `thread` (two people or more), `chat-room`, `group` or `course`. */
    type: z.string(),
    /** Plain text, often empty. */
    title: z.string(),
    /** 1/10,000 s; 0 where nothing was said, or to who is not in it. */
    lastTime: id,
    participants: list(id),
    participantsCount: id,
    moderators: list(id),
    isHidden: flag,
    /** Deleted by and for the caller. */
    isDeleted: flag,
    isPinned: flag,
    isMuted: flag,
    permissions: permissionsSchema,
    unread: id.optional(),
  })
  .passthrough();

/** Threads with up to 20 of their newest messages each, and the people in them. */
export const bundleSchema = z
  .object({ threads: list(threadSchema), users: list(userSchema), messages: list(messageSchema) })
  .passthrough();

export const messagesSchema = z
  .object({ messages: list(messageSchema), users: list(userSchema) })
  .passthrough();

export const changesSchema = bundleSchema.extend({
  /** The site's clock when it began to look, 1/10,000 s. */
  currentTime: id,
  /** Ids of rows that are gone, of the whole site. */
  deletedMessages: list(id).optional(),
  deletedThreads: list(id).optional(),
  missedThreads: list(id).optional(),
});

/** `GET /wp/v2/users/me`. */
export const meSchema = z.object({ id, name: z.string() }).passthrough();
export const nonceSchema = z.object({ user_id: id, nonce: z.string() }).passthrough();
export const indexSchema = z.object({ namespaces: z.array(z.string()) }).passthrough();

export const errorSchema = z
  .object({
    code: z.string(),
    message: z.string(),
    data: z
      .object({
        update: z
          .object({ threads: list(z.object({ permissions: permissionsSchema.optional() }).passthrough()) })
          .passthrough()
          .optional()
          .catch(undefined),
      })
      .passthrough()
      .nullish()
      .catch(undefined),
  })
  .passthrough();

/** A refusal that comes with HTTP 200: `errors` is a list or an object, and `result` says no. */
export const refusalSchema = z
  .object({
    result: z.union([z.literal(false), z.literal('not_allowed')]),
    errors: z.preprocess(objectOf, z.record(z.string())),
  })
  .passthrough();

export type BmMessage = z.output<typeof messageSchema>;
export type BmThread = z.output<typeof threadSchema>;
export type BmUser = z.output<typeof userSchema>;
export type BmFile = z.output<typeof fileSchema>;
export type BmBundle = z.output<typeof bundleSchema>;
export type BmMessages = z.output<typeof messagesSchema>;
export type BmChanges = z.output<typeof changesSchema>;
