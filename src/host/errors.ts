/**
 * Why something did not work, by what a caller can do about it.
 *
 * | kind | meaning | retry |
 * | --- | --- | --- |
 * | `auth` | credentials missing, wrong or revoked | when the account works again |
 * | `permission` | known caller, but not allowed (scope, membership) | no |
 * | `not-found` | conversation or message is not there | no |
 * | `invalid` | the service refuses this content | no |
 * | `unsupported` | the service cannot do this at all | no |
 * | `rate-limited` | too fast; `retryAfterMs` says how long to wait where the service said so | yes |
 * | `unavailable` | service down or broken | yes |
 * | `protocol` | an answer that is not what the service is known to send | yes |
 */
export type ErrorKind =
  | 'auth'
  | 'permission'
  | 'not-found'
  | 'invalid'
  | 'unsupported'
  | 'rate-limited'
  | 'unavailable'
  | 'protocol';

/** Whether a write that ended in an error can have been carried out all the same. */
export type Outcome = 'not-done' | 'unknown';

export interface ServiceErrorFacts {
  readonly kind: ErrorKind;
  /** What was tried, as a verb phrase: "send a message to thread 12 of site". */
  readonly tried: string;
  /** What came back: 'HTTP 403 "Sorry, you are not allowed to see this thread."'. No secrets. */
  readonly cameBack: string;
  /** What a person should do, as a sentence. */
  readonly advice: string;
  /** @default 'not-done' */
  readonly outcome?: Outcome;
  readonly status?: number;
  /** The service's own code (`bp_rest_authorization_required`, `not_in_channel`). */
  readonly code?: string;
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

/** A service was reached, or not, and the call did not do what it should. Always thrown by platform clients. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly kind: ErrorKind;
  readonly tried: string;
  readonly cameBack: string;
  readonly advice: string;
  readonly outcome: Outcome;
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(facts: ServiceErrorFacts) {
    super(`Could not ${facts.tried}: ${facts.cameBack}. ${facts.advice}`, { cause: facts.cause });
    this.kind = facts.kind;
    this.tried = facts.tried;
    this.cameBack = facts.cameBack;
    this.advice = facts.advice;
    this.outcome = facts.outcome ?? 'not-done';
    this.status = facts.status;
    this.code = facts.code;
    this.retryAfterMs = facts.retryAfterMs;
  }
}

/** Thrown by `Host.request` when no complete answer came. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly outcome: Outcome;

  /** @param outcome `not-done` only when the request certainly did not reach the service (connection refused). */
  constructor(message: string, outcome: Outcome, cause?: unknown) {
    super(message, { cause });
    this.outcome = outcome;
  }
}

/** A webhook request that must not be taken in. `status` is the HTTP answer; nothing is stored. */
export class WebhookRefused extends Error {
  override readonly name = 'WebhookRefused';
  readonly status: 400 | 401;
  /** For the counter: `signature`, `timestamp`, `body`, `instance`. */
  readonly reason: 'signature' | 'timestamp' | 'body' | 'instance';

  constructor(status: 400 | 401, reason: WebhookRefused['reason'], message: string) {
    super(message);
    this.status = status;
    this.reason = reason;
  }
}
