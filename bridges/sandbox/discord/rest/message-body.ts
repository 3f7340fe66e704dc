import { MessageFlags } from 'discord-api-types/v10';
import { z } from 'zod';
import { invalidForm, refuse } from '../failure.ts';
import type { Guild } from '../guild.ts';
import type { AllowedMentions } from '../mentions.ts';
import type { StoredAttachment } from '../model.ts';
import { storeFile } from '../files.ts';
import { withKnownEmoji } from '../reactions.ts';
import type { Body } from './body.ts';
import { parseBy } from './body.ts';

const MOST_TEXT = 2000;
const MOST_FILES = 10;
const snowflake = z.union([z.string(), z.number()]).transform(String);

const allowedSchema = z
  .object({
    parse: z.array(z.enum(['users', 'roles', 'everyone'])).optional(),
    users: z.array(snowflake).max(100).optional(),
    roles: z.array(snowflake).max(100).optional(),
    replied_user: z.boolean().optional(),
  })
  .nullish();

const attachmentSchema = z.object({
  id: snowflake,
  filename: z.string().optional(),
  description: z.string().max(1024).nullish(),
  title: z.string().nullish(),
  duration_secs: z.number().nullish(),
  waveform: z.string().nullish(),
});

/** The fields that messages of bots and of webhooks share. Unknown ones are let pass, as Discord does. */
const commonSchema = z.object({
  content: z.string().max(MOST_TEXT).nullish(),
  embeds: z.array(z.object({}).passthrough()).max(10).nullish(),
  flags: z.number().int().nullish(),
  allowed_mentions: allowedSchema,
  attachments: z.array(attachmentSchema).max(MOST_FILES).nullish(),
});

const createSchema = commonSchema.extend({
  nonce: z
    .union([z.string().max(25), z.number()])
    .transform(String)
    .nullish(),
  enforce_nonce: z.boolean().nullish(),
  message_reference: z
    .object({
      message_id: snowflake,
      channel_id: snowflake.nullish(),
      fail_if_not_exists: z.boolean().nullish(),
    })
    .nullish(),
});

const webhookSchema = commonSchema.extend({
  username: z.string().nullish(),
  avatar_url: z.string().max(2048).nullish(),
  thread_name: z.string().min(1).max(100).nullish(),
});

export type CreateBody = z.output<typeof createSchema>;
export type WebhookBody = z.output<typeof webhookSchema>;

/** The parts of a message in the making, checked. */
export interface Checked<Fields> {
  readonly fields: Fields;
  readonly content: string;
  readonly allowedMentions: AllowedMentions | undefined;
  readonly attachments: readonly StoredAttachment[];
  readonly flags: number;
}

export function readCreate(guild: Guild, body: Body): Checked<CreateBody> {
  return check(guild, parseBy(createSchema, body.json), body);
}

export function readExecute(guild: Guild, body: Body): Checked<WebhookBody> {
  return check(guild, parseBy(webhookSchema, body.json), body);
}

/** What an edit changes; attachments of the message that it does not list again are dropped. */
export interface EditPatch {
  readonly content: string | undefined;
  readonly allowedMentions: AllowedMentions | undefined;
  readonly flags: number | undefined;
  readonly attachments: readonly StoredAttachment[] | undefined;
}

export function readEdit(guild: Guild, body: Body, before: readonly StoredAttachment[]): EditPatch {
  const fields = parseBy(commonSchema, body.json);
  const added = storedFiles(guild, body, fields.attachments ?? []);
  const kept = fields.attachments
    ? before.filter(({ id }) => fields.attachments?.some((one) => one.id === id))
    : before;
  const isChanged = Boolean(fields.attachments) || added.length > 0;
  return {
    content: fields.content === undefined ? undefined : withKnownEmoji(fields.content ?? ''),
    allowedMentions: allowedOf(fields.allowed_mentions),
    flags: fields.flags ?? undefined,
    attachments: isChanged ? [...kept, ...added] : undefined,
  };
}

function check<Fields extends z.output<typeof commonSchema>>(
  guild: Guild,
  fields: Fields,
  body: Body,
): Checked<Fields> {
  const content = withKnownEmoji(fields.content ?? '');
  const attachments = storedFiles(guild, body, fields.attachments ?? []);
  const flags = fields.flags ?? 0;
  const isEmpty = content.trim() === '' && attachments.length === 0 && (fields.embeds ?? []).length === 0;
  if (isEmpty) throw refuse('empty');
  if ((flags & MessageFlags.IsVoiceMessage) !== 0) checkVoice(content, attachments);
  return { fields, content, allowedMentions: allowedOf(fields.allowed_mentions), attachments, flags };
}

function checkVoice(content: string, attachments: readonly StoredAttachment[]): void {
  const [voice] = attachments;
  if (content !== '') throw refuse('voiceWithText');
  if (attachments.length !== 1 || !voice?.contentType.startsWith('audio/')) throw refuse('voiceFile');
  if (voice.durationSecs === undefined || voice.waveform === undefined) throw refuse('voiceMetadata');
}

function allowedOf(given: z.output<typeof allowedSchema>): AllowedMentions | undefined {
  if (!given) return undefined;
  for (const kind of ['users', 'roles'] as const) {
    if (given.parse?.includes(kind) && (given[kind] ?? []).length > 0) {
      throw invalidForm(
        'allowed_mentions',
        'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
        `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`,
      );
    }
  }
  return { parse: given.parse, users: given.users, roles: given.roles, repliedUser: given.replied_user };
}

function storedFiles(
  guild: Guild,
  body: Body,
  described: readonly z.output<typeof attachmentSchema>[],
): StoredAttachment[] {
  if (body.files.length > MOST_FILES) {
    throw invalidForm(
      'attachments',
      'BASE_TYPE_MAX_LENGTH',
      `Must be ${String(MOST_FILES)} or fewer in length.`,
    );
  }
  return body.files.map((file) => {
    const about = described.find(({ id }) => id === file.number);
    return storeFile(guild, {
      name: about?.filename ?? file.name,
      contentType: file.contentType,
      bytes: file.bytes,
      ...(about?.description ? { description: about.description } : {}),
      ...(about?.duration_secs ? { durationSecs: about.duration_secs } : {}),
      ...(about?.waveform ? { waveform: about.waveform } : {}),
    });
  });
}
