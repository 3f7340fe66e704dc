import type { ErrorKind, HttpResponse, Outcome } from '../../host/index.ts';
import { ServiceError, parseJson, redirection } from '../../host/index.ts';
import { plainComplaint, retryAfterOf } from '../../wordpress/index.ts';
import { errorSchema } from './schema.ts';
import type { ApiVersion } from './settings.ts';

/** What makes the first generation work with application passwords; the fault lies in BuddyPress up to 14.x. */
export const EARLY_SIGN_IN_ADVICE =
  'BuddyPress up to 14 decides who is signed in before WordPress has checked the application password. Update the site ' +
  'to BuddyPress 15, or let it check credentials early: a small plugin with ' +
  "add_filter('application_password_is_api_request', '__return_true'), or a Basic-Auth or JWT plugin.";

/** The sentence that v1 gives a caller who asks for the own threads and was not recognised as anybody. */
const CANNOT_VIEW = 'you cannot view the messages';
const TRY_AGAIN = 'Message was not sent. Please try again.';

/** What a call was about, for wording. */
export interface CallFacts {
  /** Verb phrase: "read thread 12 of https://example.org". */
  readonly tried: string;
  readonly version?: ApiVersion | undefined;
  /** Whether the call changes something, so that an answer that cannot be read leaves its outcome open. */
  readonly writes: boolean;
}

/** The error that an answer with a failure status stands for. */
export function failedAnswer(answer: HttpResponse, facts: CallFacts): ServiceError {
  const body = errorSchema.safeParse(parseJson(answer.text()));
  const code = body.success ? body.data.code : undefined;
  const message = body.success ? plainComplaint(body.data.message) : undefined;
  const { kind, advice, outcome } = judge(answer, code, message ?? '', facts);
  const retryAfterMs = retryAfterOf(answer);
  return new ServiceError({
    kind,
    tried: facts.tried,
    cameBack: `HTTP ${String(answer.status)}${message === undefined ? ' without a readable answer' : ` "${message}"`}`,
    advice,
    outcome,
    status: answer.status,
    ...(code === undefined ? {} : { code }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...redirection(answer),
  });
}

/** The error for an answer that says success and is not what BuddyPress sends. */
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

interface Judgement {
  readonly kind: ErrorKind;
  readonly advice: string;
  readonly outcome: Outcome;
}

function judge(answer: HttpResponse, code: string | undefined, message: string, facts: CallFacts): Judgement {
  const { status } = answer;
  const done = (kind: ErrorKind, advice: string): Judgement => ({ kind, advice, outcome: 'not-done' });
  if (status === 429)
    return done('rate-limited', 'The site or its firewall limits the calls; it is asked again later.');
  if (status === 401) {
    return done(
      'auth',
      'Check the user name and make a new application password on the profile page of that user (the ordinary password ' +
        'does not work here). If both are right, the web server may be dropping the Authorization header.',
    );
  }
  if (status === 403) {
    return message.includes(CANNOT_VIEW)
      ? done('auth', EARLY_SIGN_IN_ADVICE)
      : done(
          'permission',
          'Only the people of a conversation may use it, and who deleted it is out until somebody answers. Let one of them start a conversation with this account.',
        );
  }
  if (code === 'rest_no_route') return done('unsupported', noRouteAdvice(message));
  if (status === 404) {
    return done(
      'not-found',
      'The conversation or message was deleted, or the number is wrong. Look it up in the list of conversations.',
    );
  }
  if (code === 'bp_rest_messages_create_failed') {
    return message === TRY_AGAIN && facts.version === 'v2'
      ? done('unavailable', 'The database of the site was busy; it is tried again.')
      : done(
          'invalid',
          'BuddyPress refuses this message: the text must not be empty, and the recipients must exist.',
        );
  }
  if (code === 'bp_rest_messages_update_failed') {
    return done('invalid', 'Only the sender of a message may change its metadata.');
  }
  if (status >= 500) {
    return {
      kind: 'unavailable',
      advice: 'The site is failing; its PHP error log says why.',
      outcome: facts.writes ? 'unknown' : 'not-done',
    };
  }
  if (status >= 400) return done('invalid', 'The site refuses what was sent.');
  return {
    kind: 'protocol',
    advice: 'The address may lead somewhere else; check it in a browser.',
    outcome: facts.writes ? 'unknown' : 'not-done',
  };
}

function noRouteAdvice(message: string): string {
  return message.includes('no longer supported')
    ? 'This site serves version v2 of the BuddyPress API: set version to v2, or leave it away.'
    : 'Switch on BuddyPress and its "Private Messaging" component on the site, and check that the version in the settings is the one the site serves (BuddyPress up to 14: v1; from 15: v2).';
}
