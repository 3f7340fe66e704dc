import type { HttpResponse } from '../../host/index.ts';
import { ServiceError, parseJson, redact, redirection } from '../../host/index.ts';
import { plainComplaint, retryAfterOf } from '../../wordpress/index.ts';
import { judge } from './judge.ts';
import { errorSchema, refusalSchema } from './schema.ts';
import type { Way } from './sign-in.ts';

/** What a call was about, for wording and for judging its failure. */
export interface CallFacts {
  /** Verb phrase: "read thread 12 of https://example.org". */
  readonly tried: string;
  /** `nobody`: without credentials, so a refusal says nothing about them. */
  readonly way: Way | 'nobody';
  /** Whether the call changes something, so that an answer that cannot be read leaves its outcome open. */
  readonly writes: boolean;
  readonly secrets: readonly string[];
  /** What to do when the site refuses this call, in place of the general advice. */
  readonly advice?: string | undefined;
}

/** The error that an answer with a failure status stands for. */
export function failedAnswer(answer: HttpResponse, facts: CallFacts): ServiceError {
  const body = errorSchema.safeParse(parseJson(answer.text()));
  const code = body.success ? body.data.code : undefined;
  const message = body.success ? plainComplaint(redact(body.data.message, facts.secrets)) : undefined;
  const reasons = body.success ? reasonsIn(body.data.data?.update) : [];
  const retryAfterMs = retryAfterOf(answer);
  return new ServiceError({
    ...judge({ status: answer.status, code, reasons }, facts),
    tried: facts.tried,
    cameBack: `HTTP ${String(answer.status)}${message === undefined ? ' without a readable answer' : ` "${message}"`}`,
    status: answer.status,
    ...(code === undefined ? {} : { code: reasons[0] ?? code }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...redirection(answer),
  });
}

/** The error for an answer that says success and is not what the plugin sends. */
export function unreadableAnswer(
  answer: HttpResponse,
  facts: CallFacts,
  what: string,
  cause?: unknown,
): ServiceError {
  return new ServiceError({
    kind: 'protocol',
    tried: facts.tried,
    cameBack: `HTTP ${String(answer.status)} with ${what}`,
    advice:
      'Look at the address in a browser: a plugin, a cache or a PHP warning may be writing into the answers of the REST API.',
    outcome: facts.writes ? 'unknown' : 'not-done',
    status: answer.status,
    cause,
    ...redirection(answer),
  });
}

/**
 * The error that a 200 with `result: false` stands for; undefined for any other answer. The reasons are a list of
 * sentences or an object with codes for keys.
 */
export function refusal(json: unknown, facts: CallFacts): ServiceError | undefined {
  const body = refusalSchema.safeParse(json);
  if (!body.success) return undefined;
  const [[code, reason] = ['', 'no reason']] = Object.entries(body.data.errors);
  const known = /^\d*$/.test(code) ? undefined : code;
  return new ServiceError({
    ...judge({ status: 200, code: known, reasons: known === undefined ? [] : [known] }, facts),
    tried: facts.tried,
    cameBack: `"${plainComplaint(redact(reason, facts.secrets))}"`,
    status: 200,
    ...(known === undefined ? {} : { code: known }),
  });
}

/**
 * Why one may not answer: codes that stand in the copy of the thread that comes with a refused message. A reason of
 * several sentences has them numbered.
 */
function reasonsIn(update: NonNullable<Parsed['data']>['update']): string[] {
  const codes = update?.threads.flatMap((thread) => Object.keys(thread.permissions?.canReplyMsg ?? {})) ?? [];
  return [...new Set(codes.map((code) => code.replace(/_\d+$/, '')))];
}
type Parsed = ReturnType<typeof errorSchema.parse>;
