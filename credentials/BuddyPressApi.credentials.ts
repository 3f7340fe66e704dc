import type {
  IAuthenticateGeneric,
  IAuthenticateRuleResponseSuccessBody,
  ICredentialTestRequest,
  ICredentialType,
  INodeProperties,
} from 'n8n-workflow';

/**
 * The site however its address was typed: without a scheme, in a folder, with a slash, `index.php`, `/wp-json` or
 * `?rest_route=` at its end.
 */
const SITE = String.raw`={{ $credentials.url.trim().replace(/^(?![a-z][a-z\d+.-]*:\/\/)/i, 'https://').replace(/[?#].*$/, '').replace(/(\/index\.php)?(\/wp-json(\/.*)?)?\/*$/i, '') }}`;

/**
 * Who am I: BuddyPress is asked where its version is known, WordPress otherwise. Strangers get neither. The plain form
 * of a route works with every setting of the permalinks.
 */
const WHO_AM_I = String.raw`=/?rest_route={{ /^v\d$/.test($credentials.version) ? '/buddypress/' + $credentials.version + '/members/me' : '/wp/v2/users/me' }}`;

const PASSWORDS_OFF =
  'The site has application passwords switched off: use HTTPS, and allow them in its security plugin';

export class BuddyPressApi implements ICredentialType {
  name = 'buddyPressApi';
  displayName = 'BuddyPress API';
  icon = { light: 'file:../icons/buddypress.svg', dark: 'file:../icons/buddypress.dark.svg' } as const;
  documentationUrl = 'https://github.com/parley-bridge/parley/blob/main/docs/n8n.md#buddypress';

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
      displayName: 'User',
      name: 'user',
      type: 'string',
      default: '',
      required: true,
      description: 'Login name or email address of the account',
    },
    {
      displayName: 'Application Password',
      name: 'applicationPassword',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      description:
        'From the profile page of the account, under Application Passwords. The login password does not work.',
    },
    {
      displayName: 'API Version',
      name: 'version',
      type: 'options',
      options: [
        { name: 'Detect', value: 'auto' },
        { name: 'V1 (BuddyPress 14 and Older)', value: 'v1' },
        { name: 'V2 (BuddyPress 15)', value: 'v2' },
      ],
      default: 'auto',
      description: 'Which generation of the REST API the site serves',
    },
  ];

  /** n8n leaves the encoding to Node, which writes UTF-8 as WordPress reads it. Spaces in the password may stay. */
  authenticate: IAuthenticateGeneric = {
    type: 'generic',
    properties: {
      auth: { username: '={{$credentials.user.trim()}}', password: '={{$credentials.applicationPassword}}' },
    },
  };

  /**
   * Answers of all kinds come in as they are, so that the rules can tell them apart by their bodies. An answer that is
   * not about a user is a no.
   */
  test: ICredentialTestRequest = {
    request: { baseURL: SITE, url: WHO_AM_I, ignoreHttpStatusErrors: true, disableFollowRedirect: true },
    rules: [
      refusal('code', 'application_passwords_disabled', PASSWORDS_OFF),
      refusal('code', 'application_passwords_disabled_for_user', PASSWORDS_OFF),
      refusal(
        'data.status',
        401,
        'The site does not know this account: check the user, and make a new application password on the profile page. ' +
          'WordPress takes application passwords over HTTPS only, and a web server may drop the Authorization header.',
      ),
      refusal(
        'data.status',
        403,
        'The site does not let this account use its REST API: a security plugin may be in the way',
      ),
      refusal(
        'code',
        'rest_no_route',
        'The site has no BuddyPress, or not with this version of the API: install and activate it, or set API Version to Detect',
      ),
      refusal(
        'id',
        undefined,
        'This is not the address of a WordPress site with its REST API: use the one that the browser shows, with HTTPS and www where it has them',
      ),
    ],
  };
}

/** A member of the answer that says no. */
function refusal(key: string, value: unknown, message: string): IAuthenticateRuleResponseSuccessBody {
  return { type: 'responseSuccessBody', properties: { key, value, message } };
}
