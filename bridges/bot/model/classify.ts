import type { APIError } from 'openai';
import { z } from 'zod';
import type { ModelErrorKind } from '../contract.ts';
import type { Sdk } from './client.ts';
import { Failure } from './failure.ts';
import { retryAfterOf } from './retry-after.ts';

/** Characters of a service's own words that are shown. */
const SHOWN = 300;

const QUOTA =
  /insufficient_(quota|balance|funds|credits)|billing_(hard_limit_reached|not_active)|quota_exceeded/;
const NO_MODEL = /model_not_(found|available|supported)|invalid_model|unknown_model/;
const TOO_LONG =
  /context_length|exceed_context|context (window|length|size)|maximum context|prompt is too long|input is too long|too many (input )?tokens|string_above_max_length|request too large/;
const REFUSED = /content_filter|content_policy|invalid_prompt|responsibleaipolicy/;
const FLAGGED = /\bflagged\b/;
const UNKNOWN_PARAMETER =
  /unsupported|not supported|does not support|unrecogni[sz]ed|unknown|unexpected|extra (inputs|fields)|not (permitted|allowed)/i;

/** What services put into the body of an error; OpenRouter has a number as the code, some only a message. */
const bodySchema = z
  .object({
    message: z.string().catch(''),
    type: z.string().nullish().catch(undefined),
    code: z.union([z.string(), z.number()]).nullish().catch(undefined),
    param: z.string().nullish().catch(undefined),
  })
  .catch({ message: '' });

/** What an error of the SDK, or of the connection below it, means. Whatever is no such error comes back as it is. */
export function classify(error: unknown, sdk: Sdk): unknown {
  if (error instanceof Failure) return error;
  if (error instanceof sdk.APIConnectionTimeoutError)
    return new Failure({ kind: 'timeout', cameBack: 'no answer in time' });
  if (error instanceof sdk.APIConnectionError)
    return new Failure({ kind: 'unavailable', cameBack: `no connection${codeOf(error)}` });
  if (error instanceof sdk.APIError) return fromApi(error);
  if (error instanceof SyntaxError || error instanceof z.ZodError)
    return new Failure({ kind: 'protocol', cameBack: 'an answer that is not what such a service sends' });
  // This is how fetch tells that the connection broke while a body was being read.
  if (error instanceof TypeError && (error.message === 'terminated' || error.cause instanceof Error))
    return new Failure({ kind: 'unavailable', cameBack: `the connection broke${codeOf(error)}` });
  return error;
}

function fromApi(error: APIError): Failure {
  const body = bodySchema.parse(error.error);
  // Errors in the middle of a stream have no status of their own.
  const status = error.status ?? (typeof body.code === 'number' ? body.code : undefined);
  const said = (body.message || (status === undefined ? '' : error.message)).trim();
  const codes = `${String(body.code ?? '')} ${body.type ?? ''}`.toLowerCase();
  const retryAfterMs = error.headers ? retryAfterOf(error.headers, Date.now()) : undefined;
  const parameter = UNKNOWN_PARAMETER.test(`${codes} ${said}`) ? parameterOf(body.param, said) : undefined;
  const kind = kindOf(status, codes, said.toLowerCase());
  return new Failure({
    kind,
    cameBack: [
      status === undefined ? 'an error in the middle of the answer' : `HTTP ${String(status)}`,
      shown(said),
    ]
      .filter(Boolean)
      .join(' '),
    isRefusal: kind === 'invalid' && (REFUSED.test(codes) || status === 403),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(parameter === undefined || kind !== 'invalid' ? {} : { parameter }),
    ...(status === 404 && kind === 'invalid'
      ? { advice: 'Check the address: the base URLs of most services end in /v1.' }
      : {}),
  });
}

function kindOf(status: number | undefined, codes: string, said: string): ModelErrorKind {
  if (status === 402 || QUOTA.test(codes)) return 'quota';
  if (NO_MODEL.test(codes)) return 'no-model';
  if (status === 413 || TOO_LONG.test(codes)) return 'too-long';
  switch (status) {
    case undefined:
      return /rate_limit/.test(codes) ? 'rate-limited' : 'unavailable';
    case 401:
      return 'auth';
    case 403:
      // OpenRouter: "Your chosen model requires moderation and your input was flagged".
      if (FLAGGED.test(said)) return 'invalid';
      return said.includes('model') ? 'no-model' : 'auth';
    case 404:
      return said.includes('model') ? 'no-model' : 'invalid';
    case 408:
    case 504:
    case 524:
      return 'timeout';
    case 429:
      // More than fits into a minute at once will not fit into the next one either.
      return TOO_LONG.test(said) ? 'too-long' : 'rate-limited';
    case 409:
    case 425:
      return 'unavailable';
    default:
      if (TOO_LONG.test(said)) return 'too-long';
      return status >= 500 ? 'unavailable' : 'invalid';
  }
}

/** Name of what the service does not take: it is told apart, or stands in the message in quotes. */
function parameterOf(param: string | null | undefined, said: string): string | undefined {
  return param ?? /['"`]([a-z_]+)['"`]/.exec(said)?.[1];
}

function shown(said: string): string {
  const flat = said
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  if (flat === '') return '';
  return `"${flat.length > SHOWN ? `${flat.slice(0, SHOWN)}…` : flat}"`;
}

/** ` (ECONNREFUSED)`, from as deep as it is buried. */
function codeOf(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return ` (${at.code})`;
  }
  return '';
}
