import type { ErrorKind } from '../../host/index.ts';

/** The codes of Slack's Web API that need a kind of their own; https://docs.slack.dev lists them method by method. */
const KINDS: readonly (readonly [ErrorKind, readonly string[]])[] = [
  [
    'auth',
    [
      'invalid_auth',
      'not_authed',
      'token_revoked',
      'token_expired',
      'account_inactive',
      'not_allowed_token_type',
      'user_removed_from_team',
      'team_disabled',
    ],
  ],
  [
    'permission',
    [
      'missing_scope',
      'not_in_channel',
      'is_archived',
      'cant_update_message',
      'cant_delete_message',
      'edit_window_closed',
      'access_denied',
      'no_permission',
      'ekm_access_denied',
      'org_login_required',
      'team_access_not_granted',
      'channel_type_not_supported',
    ],
  ],
  [
    'not-found',
    [
      'channel_not_found',
      'message_not_found',
      'thread_not_found',
      'user_not_found',
      'users_not_found',
      'bot_not_found',
      'file_not_found',
    ],
  ],
  [
    'unsupported',
    [
      'unknown_method',
      'method_deprecated',
      'deprecated_endpoint',
      // Of reactions: no emoji of this workspace, or no room for another one.
      'invalid_name',
      'too_many_emoji',
      'too_many_reactions',
    ],
  ],
  ['rate-limited', ['ratelimited', 'rate_limited', 'message_limit_exceeded']],
  [
    'unavailable',
    ['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout', 'team_added_to_org'],
  ],
];

const KIND_OF = new Map(KINDS.flatMap(([kind, codes]) => codes.map((code) => [code, kind] as const)));

/** A code that is not known is about what was sent: that is what most of the hundreds of codes are. */
export function kindOf(code: string): ErrorKind {
  return KIND_OF.get(code) ?? (code.startsWith('restricted_action') ? 'permission' : 'invalid');
}

const ADVICE: Readonly<Record<string, string>> = {
  invalid_auth: 'The token is not one of this workspace: copy it again from the pages of the app.',
  not_authed: 'The token is missing: set botToken.',
  token_revoked: 'The token was revoked: install the app again and set the new one.',
  token_expired: 'The token has run out: install the app again without token rotation and set the new one.',
  account_inactive: 'The workspace or the bot was deactivated: install the app again.',
  not_allowed_token_type: 'botToken must begin with xoxb-, appToken with xapp-: perhaps they are swapped.',
  not_in_channel: 'Invite the bot: write /invite and the name of the bot in the channel.',
  channel_not_found:
    'Check the id of the channel (it begins with C, G or D). A private channel is only there for a bot that was invited with /invite.',
  is_archived: 'The channel is archived: unarchive it or take it out of the routes.',
  cant_update_message: 'Slack lets an app change only its own messages.',
  cant_delete_message: 'Slack lets an app delete only its own messages.',
  edit_window_closed: 'The workspace does not allow changes that long after a message was sent.',
  message_not_found: 'The message is gone.',
  thread_not_found: 'The message at the head of the thread is gone.',
  invalid_name: 'The workspace has no emoji of this name.',
  too_many_emoji: 'Slack takes no further emoji on this message.',
  too_many_reactions: 'Slack takes no further reactions of the bot on this message.',
  no_text: 'Slack takes no message without text.',
  msg_too_long: 'The text is too long for Slack.',
  ratelimited: 'Slack takes no more for now; the call is made again after the time it asked for.',
};

const BY_KIND: Readonly<Record<ErrorKind, string>> = {
  auth: 'Check botToken and appToken.',
  permission: 'Ask an administrator of the workspace to allow it.',
  'not-found': 'Check the id; it may have been deleted.',
  invalid: 'Slack does not take this content.',
  unsupported: 'This service does not know the method; check apiUrl.',
  'rate-limited': 'The call is made again later.',
  unavailable: 'Slack has trouble of its own; see https://slack-status.com.',
  protocol: 'Check apiUrl.',
};

/** What a person should do about a code. @param needed the scope that Slack says is missing */
export function adviceFor(code: string, kind: ErrorKind, needed?: string): string {
  if (code === 'missing_scope') {
    return `Add the scope ${needed ?? 'that is missing'} to the bot under OAuth & Permissions and install the app again.`;
  }
  return ADVICE[code] ?? BY_KIND[kind];
}
