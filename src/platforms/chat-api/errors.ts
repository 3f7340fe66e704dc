import { z } from 'zod';
import type { ErrorKind, HttpResponse, Outcome } from '../../host/index.ts';
import { ServiceError } from '../../host/index.ts';

/** The call that failed. */
export interface Tried {
  /** Verb phrase for people: "send a message to 1747...@c.us of shop". */
  readonly tried: string;
  /** Whether the call changes something, so that a lost answer leaves its outcome unknown. */
  readonly write: boolean;
}

const objectSchema = z.record(z.unknown());
const OFF: readonly unknown[] = [false, 0, 'false', '0'];

/**
 * Reads a failure out of a parsed answer. Business failures come with HTTP 200: an `error`, one of the flags
 * `sent`, `created`, `add`, `read` off, or `result: "error"`.
 * @returns the service's sentence, or undefined when the answer tells of no failure
 */
export function refusalIn(body: unknown): string | undefined {
  const parsed = objectSchema.safeParse(body);
  if (!parsed.success) return undefined;
  const { error, result, message, description, sent, created, add, read } = parsed.data;
  if (error !== undefined && error !== null && error !== false) return spoken(error);
  if (![sent, created, add, read].some((value) => OFF.includes(value)) && result !== 'error')
    return undefined;
  return spoken(message ?? description ?? 'refused without a reason');
}

function spoken(value: unknown): string {
  if (typeof value === 'string') return value;
  const message = z.object({ message: z.string() }).safeParse(value);
  return message.success ? message.data.message : JSON.stringify(value);
}

const WRONG_TOKEN = 'wrong_token';
const NOT_AUTHENTICATED = 'not_authenticated';

interface Diagnosis {
  readonly kind: ErrorKind;
  readonly advice: string;
  readonly code?: string;
}

/** What a refusal with HTTP 200 means; the service has sentences only, no codes. */
function diagnoseSentence(sentence: string): Diagnosis {
  if (/wrong token|invalid token/i.test(sentence)) return wrongToken;
  if (/not equals? authenticated|not authenticated/i.test(sentence)) {
    return {
      kind: 'auth',
      code: NOT_AUTHENTICATED,
      advice: 'Link the phone to the instance again by scanning its QR code.',
    };
  }
  if (/not[ _]paid|payment|subscription/i.test(sentence)) {
    return { kind: 'auth', code: 'not_paid', advice: 'Pay for the instance at its provider.' };
  }
  if (/24[ -]?h|re-?engagement/i.test(sentence)) {
    return {
      kind: 'invalid',
      code: 'window_closed',
      advice:
        'More than 24 hours have passed since the person last wrote: send an approved template, or wait until they write.',
    };
  }
  if (/too many|rate limit/i.test(sentence)) {
    return { kind: 'rate-limited', advice: 'Send more slowly.' };
  }
  if (/not found|not exist|no such/i.test(sentence)) {
    return { kind: 'not-found', advice: 'Check the id of the chat or message.' };
  }
  return { kind: 'invalid', advice: 'Change what was sent according to this sentence of the service.' };
}

const wrongToken: Diagnosis = {
  kind: 'auth',
  code: WRONG_TOKEN,
  advice: 'Check the token and that it belongs to the instance in the address.',
};

function diagnoseStatus(status: number, sentence: string | undefined): Diagnosis {
  if (sentence !== undefined && status < 500) {
    const told = diagnoseSentence(sentence);
    if (told.code !== undefined) return told;
  }
  if (status === 401) return wrongToken;
  if (status === 403) return { kind: 'permission', advice: 'Check what the token may do at the provider.' };
  if (status === 404) {
    return {
      kind: 'not-found',
      advice: 'Check the base address: it must contain the instance path (https://.../instance12345).',
    };
  }
  if (status === 429) return { kind: 'rate-limited', advice: 'Send more slowly.' };
  if (status >= 500 || status === 408) {
    return { kind: 'unavailable', advice: 'The service has a fault: try again later.' };
  }
  return { kind: 'invalid', advice: 'Change what was sent according to this answer of the service.' };
}

/** The error for an HTTP status of 400 or more. `cameBack` is clean of secrets. */
export function statusError(
  call: Tried,
  response: HttpResponse,
  sentence: string | undefined,
  shown: string,
): ServiceError {
  const { status } = response;
  const diagnosis = diagnoseStatus(status, sentence);
  const retryAfter = Number(response.headers['retry-after']);
  const outcome: Outcome = call.write && (status >= 500 || status === 408) ? 'unknown' : 'not-done';
  return new ServiceError({
    ...diagnosis,
    tried: call.tried,
    cameBack: `HTTP ${String(status)} "${shown}"`,
    outcome,
    status,
    ...(response.headers['retry-after'] !== undefined && retryAfter >= 0
      ? { retryAfterMs: retryAfter * 1000 }
      : {}),
  });
}

/** The error for a refusal that came with a good HTTP status. */
export function refusalError(call: Tried, status: number, sentence: string, shown: string): ServiceError {
  return new ServiceError({
    ...diagnoseSentence(sentence),
    tried: call.tried,
    cameBack: `HTTP ${String(status)} "${shown}"`,
    status,
  });
}

/** The error for an answer that is no answer of this API. */
export function protocolError(call: Tried, status: number, what: string): ServiceError {
  return new ServiceError({
    kind: 'protocol',
    tried: call.tried,
    cameBack: `HTTP ${String(status)} with ${what}`,
    advice:
      'Check that the base address belongs to a Chat API instance and that nothing in between changes answers.',
    outcome: call.write ? 'unknown' : 'not-done',
    status,
  });
}

/** The error for a call that this service of the family does not have; nothing was sent. */
export function unsupportedError({ tried }: Tried, title: string): ServiceError {
  return new ServiceError({
    kind: 'unsupported',
    tried,
    cameBack: `${title} has no call for it`,
    advice: 'Leave this out, or use an account of a service that can do it.',
  });
}

/** Whether the token was refused, as opposed to an instance that has lost its phone. */
export function isNotAuthenticated(error: unknown): boolean {
  return error instanceof ServiceError && error.code === NOT_AUTHENTICATED;
}
