import type {
  IAuthenticateRuleResponseSuccessBody,
  ICredentialDataDecryptedObject,
  ICredentialTestRequest,
  ICredentialType,
  IHttpRequestOptions,
  INodeProperties,
} from 'n8n-workflow';

const forUsers = { show: { signIn: ['user'] } };
const forGuests = { show: { signIn: ['guest'] } };

/**
 * The site however its address was typed: without a scheme, with a slash, `/wp-json` or `?rest_route=` at its end. The
 * plain form of a route is taken, which works with every setting of the permalinks.
 */
const SITE = String.raw`={{ $credentials.url.trim().replace(/^(?![a-z][a-z\d+.-]*:\/\/)/i, 'https://').replace(/(\/wp-json(\/.*)?|\/index\.php)?\/*(\?.*)?$/i, '') }}`;

export class BetterMessagesApi implements ICredentialType {
  name = 'betterMessagesApi';
  displayName = 'Better Messages API';
  icon = {
    light: 'file:../icons/better-messages.svg',
    dark: 'file:../icons/better-messages.dark.svg',
  } as const;
  documentationUrl = 'https://github.com/parley-bridge/parley/blob/main/docs/n8n.md#better-messages';

  properties: INodeProperties[] = [
    {
      displayName: 'Site URL',
      name: 'url',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'e.g. https://community.example.org',
    },
    {
      displayName: 'Sign In As',
      name: 'signIn',
      type: 'options',
      options: [
        { name: 'User', value: 'user', description: 'A user of the site, with an application password' },
        {
          name: 'Guest',
          value: 'guest',
          description: 'A guest, with the number and the secret of registering',
        },
      ],
      default: 'user',
    },
    {
      displayName: 'User',
      name: 'user',
      type: 'string',
      default: '',
      required: true,
      displayOptions: forUsers,
      description: 'Login name or email address of the account',
    },
    {
      displayName: 'Application Password',
      name: 'applicationPassword',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      displayOptions: forUsers,
      description:
        'From the profile page of the account, under Application Passwords. The login password does not work.',
    },
    {
      displayName: 'Guest ID',
      name: 'guestId',
      type: 'string',
      default: '',
      required: true,
      displayOptions: forGuests,
      placeholder: 'e.g. 12',
      description: 'The number that registering the guest gave',
    },
    {
      displayName: 'Guest Secret',
      name: 'guestSecret',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      displayOptions: forGuests,
      description: 'The secret that registering the guest gave',
    },
  ];

  /** By headers of its own for a guest: the plugin reads no other. */
  async authenticate(
    { signIn, user, applicationPassword, guestId, guestSecret }: ICredentialDataDecryptedObject,
    options: IHttpRequestOptions,
  ): Promise<IHttpRequestOptions> {
    const headers =
      signIn === 'guest'
        ? { 'bm-guest-id': textOf(guestId), 'bm-guest-secret': textOf(guestSecret) }
        : { authorization: `Basic ${base64(`${textOf(user)}:${textOf(applicationPassword)}`)}` };
    return { ...options, headers: { ...options.headers, ...headers } };
  }

  /**
   * The list of conversations: of the cheap calls, the one that both users and guests may make, and nobody else. The
   * body tells more than the status: what the site says no to has a code, and only the plugin's own answer has a time.
   */
  test: ICredentialTestRequest = {
    request: {
      baseURL: SITE,
      url: '/',
      qs: { rest_route: '/better-messages/v1/threads' },
      ignoreHttpStatusErrors: true,
      disableFollowRedirect: true,
    },
    rules: [
      ...refusals(
        ['rest_forbidden', 'incorrect_password', 'invalid_username', 'invalid_email'],
        'The site does not know this account: check the user, and use an application password, not that of signing in',
      ),
      ...refusals(
        ['guest_not_found', 'guest_secret_key_mismatch'],
        'The site does not know this guest: check the number and the secret, or register the guest again',
      ),
      ...refusals(
        ['rest_no_route'],
        'Better Messages is not active on this site: install and activate it, or correct the address',
      ),
      {
        type: 'responseSuccessBody',
        properties: {
          key: 'serverTime',
          value: undefined,
          message:
            'This address does not answer as a WordPress site with Better Messages does: open it in a browser, and give the address to which that leads',
        },
      },
    ],
  };
}

function refusals(codes: readonly string[], message: string): IAuthenticateRuleResponseSuccessBody[] {
  return codes.map((value) => ({
    type: 'responseSuccessBody',
    properties: { key: 'code', value, message },
  }));
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}
