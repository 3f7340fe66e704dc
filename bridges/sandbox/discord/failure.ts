import { RESTJSONErrorCodes } from 'discord-api-types/v10';

/** Details of an "Invalid Form Body": which field, which rule, in words. */
export interface FieldProblem {
  /** `content`, `message_reference`, `embeds.0.title`. */
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

/** A refusal in the shape in which Discord answers: `{message, code, errors?}` with an HTTP status. */
export class DiscordFailure extends Error {
  readonly status: number;
  readonly code: number;
  readonly problems: readonly FieldProblem[];

  constructor(status: number, code: number, message: string, problems: readonly FieldProblem[] = []) {
    super(message);
    this.status = status;
    this.code = code;
    this.problems = problems;
  }

  get body(): Record<string, unknown> {
    const errors: Record<string, unknown> = {};
    for (const { field, code, message } of this.problems) {
      let node = errors;
      for (const step of field.split('.').filter(Boolean)) {
        const next = (node[step] ?? {}) as Record<string, unknown>;
        node[step] = next;
        node = next;
      }
      node['_errors'] = [...((node['_errors'] as unknown[] | undefined) ?? []), { code, message }];
    }
    return {
      message: this.message,
      code: this.code,
      ...(this.problems.length > 0 ? { errors } : {}),
    };
  }
}

const KNOWN = {
  unauthorized: [401, 0, '401: Unauthorized'],
  notFound: [404, 0, '404: Not Found'],
  methodNotAllowed: [405, 0, '405: Method Not Allowed'],
  unknownChannel: [404, RESTJSONErrorCodes.UnknownChannel, 'Unknown Channel'],
  unknownGuild: [404, RESTJSONErrorCodes.UnknownGuild, 'Unknown Guild'],
  unknownMember: [404, RESTJSONErrorCodes.UnknownMember, 'Unknown Member'],
  unknownMessage: [404, RESTJSONErrorCodes.UnknownMessage, 'Unknown Message'],
  unknownUser: [404, RESTJSONErrorCodes.UnknownUser, 'Unknown User'],
  unknownEmoji: [400, RESTJSONErrorCodes.UnknownEmoji, 'Unknown Emoji'],
  unknownWebhook: [404, RESTJSONErrorCodes.UnknownWebhook, 'Unknown Webhook'],
  tooManyWebhooks: [
    400,
    RESTJSONErrorCodes.MaximumNumberOfWebhooksReached,
    'Maximum number of webhooks reached (15)',
  ],
  tooManyReactions: [
    400,
    RESTJSONErrorCodes.MaximumNumberOfReactionsReached,
    'Maximum number of reactions reached (20)',
  ],
  tooLarge: [413, RESTJSONErrorCodes.RequestEntityTooLarge, 'Request entity too large'],
  noMessagesInForum: [
    400,
    RESTJSONErrorCodes.CannotSendAMessageInAForumChannel,
    'Cannot send a message in a forum channel',
  ],
  missingAccess: [403, RESTJSONErrorCodes.MissingAccess, 'Missing Access'],
  notYours: [
    403,
    RESTJSONErrorCodes.CannotEditMessageAuthoredByAnotherUser,
    'Cannot edit a message authored by another user',
  ],
  empty: [400, RESTJSONErrorCodes.CannotSendAnEmptyMessage, 'Cannot send an empty message'],
  missingPermissions: [403, RESTJSONErrorCodes.MissingPermissions, 'Missing Permissions'],
  bulkCount: [
    400,
    RESTJSONErrorCodes.ProvidedTooFewOrTooManyMessagesToDelete,
    'Provided too few or too many messages to delete. Must provide at least 2 and fewer than 100 messages to delete.',
  ],
  systemMessage: [
    403,
    RESTJSONErrorCodes.CannotExecuteActionOnSystemMessage,
    'Cannot execute action on a system message',
  ],
  wrongChannelType: [
    400,
    RESTJSONErrorCodes.CannotExecuteActionOnThisChannelType,
    'Cannot execute action on this channel type',
  ],
  wrongWebhookToken: [401, RESTJSONErrorCodes.InvalidWebhookToken, 'Invalid Webhook Token'],
  bulkAge: [
    400,
    RESTJSONErrorCodes.OneOfTheMessagesProvidedWasTooOldForBulkDelete,
    'A message provided was too old to bulk delete.',
  ],
  archived: [400, RESTJSONErrorCodes.InvalidActionOnArchivedThread, 'Thread is archived'],
  badJson: [
    400,
    RESTJSONErrorCodes.RequestBodyContainsInvalidJSON,
    'The request body contains invalid JSON.',
  ],
  voiceWithText: [
    400,
    RESTJSONErrorCodes.VoiceMessagesDoNotSupportAdditionalContent,
    'Voice messages do not support additional content.',
  ],
  voiceFile: [
    400,
    RESTJSONErrorCodes.VoiceMessagesMustHaveASingleAudioAttachment,
    'Voice messages must have a single audio attachment.',
  ],
  voiceMetadata: [
    400,
    RESTJSONErrorCodes.VoiceMessagesMustHaveSupportingMetadata,
    'Voice messages must have supporting metadata.',
  ],
  threadExists: [
    400,
    RESTJSONErrorCodes.ThreadAlreadyCreatedForMessage,
    'A thread has already been created for this message',
  ],
  threadLocked: [403, RESTJSONErrorCodes.ThreadLocked, 'Thread is locked'],
  forumNeedsThread: [
    400,
    RESTJSONErrorCodes.WebhooksPostedToForumChannelsMustHaveAThreadNameOrThreadId,
    'Webhooks posted to forum channels must have a thread_name or thread_id',
  ],
  forumThreadTwice: [
    400,
    RESTJSONErrorCodes.WebhooksPostedToForumChannelsCannotHaveBothAThreadNameAndThreadId,
    'Webhooks posted to forum channels cannot have both a thread_name and thread_id',
  ],
  onlyForums: [
    400,
    RESTJSONErrorCodes.WebhooksCanOnlyCreateThreadsInForumChannels,
    'Webhooks can only create threads in forum channels',
  ],
} as const satisfies Record<string, readonly [status: number, code: number, message: string]>;

/** A refusal that says nothing about fields. */
export function refuse(what: keyof typeof KNOWN): DiscordFailure {
  const [status, code, message] = KNOWN[what];
  return new DiscordFailure(status, code, message);
}

/** 400 with code 50035 and what is wrong with which field. */
export function invalidForm(field: string, code: string, message: string): DiscordFailure {
  const problems = [{ field, code, message }];
  return new DiscordFailure(
    400,
    RESTJSONErrorCodes.InvalidFormBodyOrContentType,
    'Invalid Form Body',
    problems,
  );
}
