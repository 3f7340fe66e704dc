import type { ErrorKind, HttpResponse } from '../../host/index.ts';
import { ServiceError, redirection } from '../../host/index.ts';
import { errorSchema } from './schema.ts';
import type { MessagesDevSettings } from './settings.ts';

/** The call that failed. */
export interface Tried {
  /** Verb phrase for people: "send a message to +15559876543". */
  readonly tried: string;
  /** Whether the call changes something that must not be done twice, so that a lost answer leaves it open. */
  readonly write: boolean;
  /** Whom or which chat it was for. */
  readonly to?: string;
  /** The key's right that it takes. */
  readonly scope: string;
}

/** What the service says went wrong. Calls are told apart by `code`: status and type are not specific. */
export interface Refusal {
  readonly code: string | undefined;
  readonly message: string | undefined;
  readonly param: string | undefined;
}

/** Reads the error out of a parsed answer; undefined when it has none. */
export function refusalIn(body: unknown): Refusal | undefined {
  const parsed = errorSchema.safeParse(body);
  if (!parsed.success) return undefined;
  const { code, message, param } = parsed.data.error;
  return { code: code ?? undefined, message: message ?? undefined, param: param ?? undefined };
}

interface Diagnosis {
  readonly kind: ErrorKind;
  readonly advice: string;
}

/** The error of a sandbox that has sent its 50 messages of the day. */
export const SANDBOX_QUOTA = 'sandbox_quota_exceeded';
/** The error of an outbox item that the service does not know (yet, or any more). */
export const NOT_IN_OUTBOX = 'outbox_item_not_found';
/** The error of a message that the service does not know. */
export const NO_SUCH_MESSAGE = 'message_not_found';
/** The error of a line that has no voice notes. */
export const NO_VOICE_NOTES = 'advanced_features_required';

const RULES: Readonly<Record<string, (call: Tried, line: string) => Diagnosis>> = {
  missing_api_key: () => wrongKey,
  invalid_api_key: () => wrongKey,
  insufficient_scope: ({ scope }) => ({
    kind: 'permission',
    advice: `Give the key the scope ${scope} in the dashboard of messages.dev.`,
  }),
  line_not_accessible: (_call, line) => ({
    kind: 'permission',
    advice: `The key is limited to other lines: allow it ${line} in the dashboard, or use another key.`,
  }),
  contact_has_not_messaged: ({ to = 'them' }, line) => ({
    kind: 'permission',
    advice: `iMessage lets you write only to people who have written to your line first. Ask ${
      to.startsWith('cht_') ? 'somebody in the chat' : to
    } to send a message to ${line}, then send again.`,
  }),
  sandbox_not_activated: () => ({
    kind: 'permission',
    advice:
      'Pair your own phone with the sandbox first: text its activation code to the line of the sandbox.',
  }),
  sandbox_requires_owner: () => ({
    kind: 'permission',
    advice: 'Only the owner of the messages.dev account may use the sandbox: use a key of the owner.',
  }),
  sandbox_contact_mismatch: () => ({
    kind: 'invalid',
    advice:
      'The sandbox writes only to the phone that was paired with it: send there, or get a line of your own.',
  }),
  [SANDBOX_QUOTA]: () => ({
    kind: 'rate-limited',
    advice:
      'The sandbox sends 50 messages a day and begins anew at midnight UTC: wait, or get a line of your own.',
  }),
  rate_limit_exceeded: () => ({
    kind: 'rate-limited',
    advice: 'A key may make 1,000 calls an hour: wait, or poll less often.',
  }),
  [NO_VOICE_NOTES]: () => ({
    kind: 'unsupported',
    advice: 'The line has no advanced features: ask messages.dev for them, or send the recording as a file.',
  }),
  empty_file: () => ({ kind: 'invalid', advice: 'The file is empty: send one with something in it.' }),
  line_not_found: (_call, line) => ({
    kind: 'not-found',
    advice: `There is no line ${line}: take its handle from the dashboard of messages.dev.`,
  }),
  chat_not_found: () => ({
    kind: 'not-found',
    advice: 'Check the id of the chat; a chat exists once somebody has written to the line.',
  }),
  [NO_SUCH_MESSAGE]: () => ({ kind: 'not-found', advice: 'Check the id of the message.' }),
  [NOT_IN_OUTBOX]: () => ({ kind: 'not-found', advice: 'Check the id of the outbox item.' }),
  webhook_not_found: () => ({ kind: 'not-found', advice: 'Check the id of the webhook.' }),
  file_not_found: () => ({ kind: 'not-found', advice: 'Check the id of the file, or upload it again.' }),
};

const wrongKey: Diagnosis = {
  kind: 'auth',
  advice: 'Check the API key: it may be mistyped, revoked or expired.',
};

function diagnose(call: Tried, status: number, refusal: Refusal | undefined, line: string): Diagnosis {
  const code = refusal?.code ?? '';
  const rule = Object.hasOwn(RULES, code) ? RULES[code] : undefined;
  if (rule) return rule(call, line);
  if (status === 401) return wrongKey;
  if (status === 403)
    return { kind: 'permission', advice: 'Check what the key may do in the dashboard of messages.dev.' };
  if (status === 404)
    return { kind: 'not-found', advice: 'Check the id, and that the base address ends in /v1.' };
  if (status === 429) return { kind: 'rate-limited', advice: 'Call the service less often.' };
  if (status >= 500 || status === 408)
    return { kind: 'unavailable', advice: 'The service has a fault: try again later.' };
  if (status < 400)
    return { kind: 'protocol', advice: 'Check that the base address is that of the API of messages.dev.' };
  const named = refusal?.param === undefined ? '' : ` (${refusal.param})`;
  return { kind: 'invalid', advice: `Change what was sent according to this answer${named}.` };
}

/** The error for a status that is no success. `shown` is clean of secrets. @param now Unix milliseconds */
export function statusError(
  call: Tried,
  response: HttpResponse,
  refusal: Refusal | undefined,
  shown: string,
  { line }: MessagesDevSettings,
  now: number,
): ServiceError {
  const { status } = response;
  const retryAfter = retryAfterMs(response.headers['retry-after'], now) ?? untilReset(refusal, now);
  return new ServiceError({
    ...diagnose(call, status, refusal, line),
    tried: call.tried,
    cameBack: `HTTP ${String(status)} "${shown}"`,
    outcome: call.write && (status >= 500 || status === 408 || status < 400) ? 'unknown' : 'not-done',
    status,
    ...(refusal?.code === undefined ? {} : { code: refusal.code }),
    ...(retryAfter === undefined ? {} : { retryAfterMs: retryAfter }),
    ...redirection(response),
  });
}

/** The error for an answer that is no answer of this API. */
export function protocolError(call: Tried, status: number, what: string): ServiceError {
  return new ServiceError({
    kind: 'protocol',
    tried: call.tried,
    cameBack: `HTTP ${String(status)} with ${what}`,
    advice:
      'Check that the base address is that of the API of messages.dev, and that nothing in between changes answers.',
    outcome: call.write ? 'unknown' : 'not-done',
    status,
  });
}

/** `Retry-After` as seconds or as a date. */
function retryAfterMs(header: string | undefined, now: number): number | undefined {
  if (header === undefined || header.trim() === '') return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return seconds < 0 ? undefined : seconds * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

const DAY_MS = 86_400_000;

function untilReset(refusal: Refusal | undefined, now: number): number | undefined {
  return refusal?.code === SANDBOX_QUOTA ? DAY_MS - (now % DAY_MS) : undefined;
}

/** Whether a call failed for this reason. */
export function hasCode(error: unknown, code: string): error is ServiceError {
  return error instanceof ServiceError && error.code === code;
}
