import { z } from 'zod';

/*
 * Wire shapes of Chat API, of all its ages (2018 to 2022) and of its descendants. Fields that only some ages send
 * are optional, `null` is as good as absent, and unknown fields are kept.
 */

/** Booleans arrive as true/false, 1/0 or their spelling. */
export const flag = z.union([z.boolean(), z.number(), z.string()]);

/** Whether a flag of any spelling is on. */
export function isOn(value: z.output<typeof flag> | null | undefined): boolean {
  return value === true || value === 1 || value === 'true' || value === '1';
}

const count = z.union([z.number(), z.string()]);

/** A count in any spelling as a number; undefined where there is none. */
export function toNumber(value: z.output<typeof count> | null | undefined): number | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

const text = z.string().nullish();

export const messageSchema = z
  .object({
    id: z.string().min(1),
    body: text,
    /** `chat`, `image`, `ptt`, `document`, `audio`, `video`, `location`, `vcard`, `call_log` ...; others may come. */
    type: text,
    senderName: text,
    fromMe: flag.nullish(),
    author: text,
    /** Unix seconds. */
    time: count.nullish(),
    chatId: text,
    messageNumber: count.nullish(),
    caption: text,
    quotedMsgId: text,
    chatName: text,
  })
  .passthrough();
/** What of a message tells its place in the order, read again from a message that was mapped. */
export const numberedSchema = z.object({ messageNumber: count.nullish() });
export type WireMessage = z.output<typeof messageSchema>;

export const messagesSchema = z
  .object({
    messages: z.array(messageSchema).nullish(),
    lastMessageNumber: count.nullish(),
    notice: text,
  })
  .passthrough();
export type WireMessages = z.output<typeof messagesSchema>;

export const chatSchema = z
  .object({
    id: z.string().min(1),
    name: text,
    image: text,
    /** Unix seconds; 0 where unknown. */
    last_time: count.nullish(),
    metadata: z
      .object({ isGroup: flag.nullish(), participants: z.array(z.string()).nullish(), groupInviteLink: text })
      .passthrough()
      .nullish(),
  })
  .passthrough();
export type WireChat = z.output<typeof chatSchema>;

export const dialogsSchema = z.object({ dialogs: z.array(chatSchema).nullish() }).passthrough();

/** Answer of everything that sends. The first years said `message: "ok"` and no id. */
export const sentSchema = z
  .object({ sent: flag.nullish(), id: text, message: text, queueNumber: count.nullish(), description: text })
  .passthrough();
export type SentAnswer = z.output<typeof sentSchema>;

export const groupCreatedSchema = z
  .object({ created: flag.nullish(), message: text, chatId: text, groupInviteLink: text })
  .passthrough();

export const groupJoinedSchema = z.object({ chatId: text }).passthrough();

/** Answer of calls whose answer says only that it worked. */
export const doneSchema = z.object({}).passthrough();

export const statusSchema = z
  .object({
    accountStatus: text,
    qrCode: text,
    statusData: z.object({ substatus: text, title: text, msg: text, reason: text }).passthrough().nullish(),
  })
  .passthrough();
export type InstanceStatus = z.output<typeof statusSchema>;

export const meSchema = z.object({ id: text, name: text, battery: count.nullish() }).passthrough();

export const outputIpSchema = z.object({ address: text }).passthrough();

/** Changes of the instance's status, each with its time as the service writes it. */
export const instanceStatusesSchema = z
  .object({ data: z.array(z.object({ date: count.nullish(), status: text }).passthrough()).nullish() })
  .passthrough();

/** `status`: `sent`, `not sent` or `queued`. */
export const webhookStatusSchema = z
  .object({ msgId: text, time: count.nullish(), status: text })
  .passthrough();

/** `set` tells whether this very request changed them. */
export const banSettingsSchema = z
  .object({ banPhoneMask: text, preBanMessage: text, set: flag.nullish() })
  .passthrough();

/** Templates of 1msg.io in the shape of WhatsApp's Cloud API. */
export const templatesSchema = z
  .object({
    total: count.nullish(),
    templates: z
      .array(
        z
          .object({
            name: text,
            language: text,
            namespace: text,
            category: text,
            status: text,
            components: z.array(z.unknown()).nullish(),
          })
          .passthrough(),
      )
      .nullish(),
  })
  .passthrough();

export const banTestSchema = z
  .object({ banned: flag.nullish(), message: text, phone: count.nullish(), banPhoneMask: text })
  .passthrough();

export const webhookSchema = z.object({ set: flag.nullish(), webhookUrl: text, message: text }).passthrough();

export const queueEntrySchema = z
  .object({
    id: count,
    body: text,
    type: text,
    chatId: text,
    /** Unix milliseconds, unlike every other time here. */
    last_try: count.nullish(),
  })
  .passthrough();
export type QueueEntry = z.output<typeof queueEntrySchema>;

export const messagesQueueSchema = z
  .object({ totalMessages: count.nullish(), first100: z.array(queueEntrySchema).nullish() })
  .passthrough();

export const actionsQueueSchema = z
  .object({
    totalActions: count.nullish(),
    first100: z.array(z.object({ id: count, type: text, last_try: count.nullish() }).passthrough()).nullish(),
  })
  .passthrough();

export const queueClearedSchema = z
  .object({
    message: text,
    messageTextsExample: z.array(z.string()).nullish(),
    actionsExample: z.array(z.unknown()).nullish(),
  })
  .passthrough();

const ackSchema = z
  .object({ id: z.string().min(1), queueNumber: count.nullish(), chatId: text, status: text })
  .passthrough();
export type WireAck = z.output<typeof ackSchema>;

/** What the service posts to a webhook. Real deliveries carry one kind each; all kinds together are legal. */
export const deliverySchema = z
  .object({
    instanceId: count.nullish(),
    messages: z.array(messageSchema).nullish(),
    ack: z.array(ackSchema).nullish(),
    chatUpdate: z.array(z.object({ old: z.unknown(), new: z.unknown() }).passthrough()).nullish(),
    status: text,
    previous_status: text,
    substatus: text,
    previous_substatus: text,
  })
  .passthrough();
export type WireDelivery = z.output<typeof deliverySchema>;
