import type { ErrorKind, Outcome } from '../../host/index.ts';
import type { CallFacts } from './errors.ts';
import type { Way } from './sign-in.ts';

/** What the site answered, as far as its answer is the same in every language. */
interface Failure {
  readonly status: number;
  readonly code: string | undefined;
  /** Codes of a policy that refuses a message or a conversation. */
  readonly reasons: readonly string[];
}

interface Judgement {
  readonly kind: ErrorKind;
  readonly advice: string;
  readonly outcome: Outcome;
}

/** WordPress up to 6.5 and some plugins name what is wrong with the credentials. */
const CREDENTIALS = new Set([
  'guest_secret_key_mismatch',
  'guest_not_found',
  'incorrect_password',
  'invalid_username',
  'invalid_email',
  'rest_not_logged_in',
  'rest_cookie_invalid_nonce',
  'application_passwords_disabled',
  'application_passwords_disabled_for_user',
]);

const SIGN_IN: Readonly<Record<Way, string>> = {
  user:
    'Check the user name and make a new application password on the profile page of that user (the ordinary password ' +
    'does not work here; WordPress offers them over https only). If both are right, the web server may be dropping the Authorization header.',
  guest: 'The guest was deleted or its secret is wrong: register the guest again.',
  cookie: 'The cookie has expired or belongs to another site: sign in with a browser and copy it again.',
};

/** Policies that hold for some time only. */
const TOO_FAST = new Set([
  'restrictRateLimitReply',
  'restrictNewThreadsRateLimit',
  'waiting_for_ai_response',
]);
/** Refusals that are about the text itself. */
const CONTENT: Readonly<Record<string, string>> = {
  empty: 'Give a text or a file: Better Messages takes no empty message.',
  maxLength: 'Raise "Maximum message length" in the settings of Better Messages, or send shorter texts.',
  too_long: 'Raise "Maximum message length" in the settings of Better Messages, or send shorter texts.',
  restrictBadWord: 'The text has a word of the list of bad words in the settings of Better Messages.',
};
const POLICY: Readonly<Record<string, string>> = {
  thread_archived: 'The account has deleted this conversation for itself: restore it first.',
  role_reply_restricted: 'Let the role of this account answer, in the restrictions of Better Messages.',
  restrictNewThreadsMessage:
    'Let the role of this account start conversations, in the restrictions of Better Messages.',
  bm_user_muted: 'The account is muted in this conversation; a moderator can lift that.',
  bm_user_banned: 'The account is banned from this conversation; a moderator can lift that.',
  user_blocked_messages:
    'Somebody in this conversation has blocked the account, or the account has blocked them.',
  blocked_by_user: 'Somebody in this conversation has blocked the account.',
  bot_is_disabled: 'Switch the bot on in the settings of Better Messages.',
  bot_disabled: 'Switch the bot on in the settings of Better Messages.',
};

/** What a failure is to us. Sentences are translated and can be edited by the site, so only codes and statuses count. */
export function judge({ status, code, reasons }: Failure, facts: CallFacts): Judgement {
  const done = (kind: ErrorKind, advice: string): Judgement => ({ kind, advice, outcome: 'not-done' });
  const refused = (kind: ErrorKind, advice: string) => done(kind, facts.advice ?? advice);
  const content = CONTENT[code ?? ''];
  if (content !== undefined) return done('invalid', content);
  if (status === 429)
    return done('rate-limited', 'The site or its firewall limits the calls; it is asked again later.');
  if (reasons.some((reason) => TOO_FAST.has(reason))) {
    return done(
      'rate-limited',
      'The site limits how often this account may write; raise the limit of its role.',
    );
  }
  const policy = reasons.map((reason) => POLICY[reason]).find((advice) => advice !== undefined);
  if (policy !== undefined) return done('permission', policy);
  if (code === 'rest_no_route') {
    return refused(
      'unsupported',
      'Install and activate Better Messages on the site, and check that the address is the right site.',
    );
  }
  if (code === 'rest_thread_not_exists') {
    return done(
      'not-found',
      'The conversation was erased, or the number is wrong. Look it up in the list of conversations.',
    );
  }
  if (facts.way !== 'nobody') {
    if (code !== undefined && CREDENTIALS.has(code)) return done('auth', SIGN_IN[facts.way]);
    // Where a user is told 403, WordPress tells a guest 401: it is nobody to it.
    if (status === 401 && facts.way !== 'guest') return done('auth', SIGN_IN[facts.way]);
  }
  if (status === 403 && code === undefined) {
    return done('permission', 'A firewall or the web server refuses this, not WordPress: its log says why.');
  }
  if (status === 401 || status === 403) {
    return refused(
      'permission',
      'Only the people of a conversation may use it. Let one of them add this account.',
    );
  }
  if (status === 404) return refused('not-found', 'It was deleted, or the number is wrong.');
  if (status >= 500) {
    const outcome = facts.writes ? 'unknown' : 'not-done';
    return { kind: 'unavailable', advice: 'The site is failing; its PHP error log says why.', outcome };
  }
  if (status >= 400) return refused('invalid', 'The site refuses what was sent.');
  if (status === 200)
    return refused('permission', 'The site does not let this account write to these people.');
  return {
    kind: 'protocol',
    advice: 'The address may lead somewhere else; check it in a browser.',
    outcome: facts.writes ? 'unknown' : 'not-done',
  };
}
