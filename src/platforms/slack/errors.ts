import { z } from 'zod';
import type { ErrorKind, Outcome } from '../../host/index.ts';
import { ServiceError, TransportError, redact } from '../../host/index.ts';
import { adviceFor, kindOf } from './error-codes.ts';

/** What was being done, and whether it may leave a message behind. */
export interface Attempt {
  readonly tried: string;
  readonly isWrite: boolean;
  readonly secrets: readonly string[];
}

// The shapes of the errors that @slack/web-api throws, told apart by their `code`.
const platformError = z.object({
  code: z.literal('slack_webapi_platform_error'),
  data: z.object({
    error: z.unknown(),
    needed: z.string().optional(),
    provided: z.string().optional(),
    response_metadata: z
      .object({ retryAfter: z.number().optional(), messages: z.array(z.string()).optional() })
      .passthrough()
      .optional()
      .catch(undefined),
  }),
});
const httpError = z.object({ code: z.literal('slack_webapi_http_error'), statusCode: z.number() });
const rateError = z.object({ code: z.literal('slack_webapi_rate_limited_error'), retryAfter: z.number() });
const requestError = z.object({
  code: z.literal('slack_webapi_request_error'),
  original: z.instanceof(Error),
});

/**
 * Any error of a call as a `ServiceError`. Causes are not kept: they quote what the service sent, which may repeat a
 * secret.
 */
export function toServiceError(error: unknown, attempt: Attempt): ServiceError {
  if (error instanceof ServiceError) return error;
  const unknown: Outcome = attempt.isWrite ? 'unknown' : 'not-done';
  const fail = (kind: ErrorKind, cameBack: string, advice: string, more: object = {}): ServiceError =>
    new ServiceError({
      kind,
      tried: attempt.tried,
      cameBack: redact(cameBack, attempt.secrets),
      advice,
      ...more,
    });

  const platform = platformError.safeParse(error);
  if (platform.success) return fromCode(platform.data.data, fail, unknown);
  const rate = rateError.safeParse(error);
  if (rate.success) {
    return fail('rate-limited', 'HTTP 429 "ratelimited"', WAIT, {
      status: 429,
      retryAfterMs: rate.data.retryAfter * 1000,
    });
  }
  const http = httpError.safeParse(error);
  if (http.success) {
    const status = http.data.statusCode;
    if (status >= 500)
      return fail('unavailable', `HTTP ${String(status)}`, BROKEN, { status, outcome: unknown });
    return fail('protocol', `HTTP ${String(status)}`, NOT_SLACK, { status });
  }
  if (error instanceof Error && error.message.startsWith('Retry header did not contain')) {
    return fail('rate-limited', 'HTTP 429', WAIT, { status: 429 });
  }
  const request = requestError.safeParse(error);
  const original = request.success ? request.data.original : error;
  if (original instanceof TransportError) {
    return fail('unavailable', original.message, UNREACHABLE, {
      outcome: attempt.isWrite ? original.outcome : 'not-done',
    });
  }
  if (request.success)
    return fail('unavailable', request.data.original.message, UNREACHABLE, { outcome: unknown });
  return fail('protocol', 'an answer that is not in the form of the Web API', NOT_SLACK, {
    outcome: unknown,
  });
}

/** A sentence for people about whatever went wrong. */
export function explainError(error: unknown, tried: string, secrets: readonly string[]): string {
  if (error instanceof ServiceError) return error.message;
  const isOfSdk = platformError.safeParse(error).success || requestError.safeParse(error).success;
  const isCoded = isOfSdk || httpError.safeParse(error).success || rateError.safeParse(error).success;
  if (isCoded || !(error instanceof Error))
    return toServiceError(error, { tried, isWrite: false, secrets }).message;
  return `Could not ${tried}: ${redact(error.message, secrets)}.`;
}

const WAIT = 'Slack takes no more for now; the call is made again after the time it asked for.';
const BROKEN = 'Slack has trouble of its own; see https://slack-status.com.';
const UNREACHABLE = 'Check the network of this machine and apiUrl.';
const NOT_SLACK = 'Check apiUrl, and whether a proxy stands between this machine and Slack.';

type Fail = (kind: ErrorKind, cameBack: string, advice: string, more?: object) => ServiceError;

function fromCode(data: z.output<typeof platformError>['data'], fail: Fail, unknown: Outcome): ServiceError {
  const code = data.error;
  // A page of HTML with status 200 ends up where the code belongs.
  if (typeof code !== 'string' || !/^[a-z0-9_.-]{2,80}$/.test(code)) {
    return fail('protocol', 'HTTP 200 with a page instead of an answer of the Web API', NOT_SLACK, {
      outcome: unknown,
    });
  }
  const kind = kindOf(code);
  const detail = data.response_metadata?.messages?.join('; ') ?? '';
  const more = {
    code,
    status: 200,
    outcome: kind === 'unavailable' ? unknown : 'not-done',
    ...(kind === 'rate-limited' && data.response_metadata?.retryAfter !== undefined
      ? { retryAfterMs: data.response_metadata.retryAfter * 1000 }
      : {}),
  };
  return fail(
    kind,
    `"${code}"${detail === '' ? '' : ` (${detail})`}`,
    adviceFor(code, kind, data.needed),
    more,
  );
}
