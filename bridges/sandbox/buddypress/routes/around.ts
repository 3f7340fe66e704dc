import type { Person } from '../people.ts';
import type { Site } from '../site.ts';
import { TIME_ZONE, gmtTime, localTime } from '../site.ts';
import { toBoolean } from '../../wordpress/arguments.ts';
import { RestError } from '../../wordpress/error.ts';
import { invalidId, refused } from '../wire/error.ts';
import { toInt } from '../../wordpress/php.ts';
import type { Handler, RestAnswer, RestRequest } from '../wire/types.ts';
import { avatar } from './objects.ts';

const COUNTED = {
  page: { type: 'integer', default: 1, minimum: 1 },
  per_page: { type: 'integer', default: 10, minimum: 1, maximum: 100 },
} as const;

function anybody(): void {
  // Open to strangers.
}

/** The index of the site's API; needs no credentials. */
export function indexHandler(namespaces: readonly string[]): Handler {
  return {
    methods: ['GET'],
    args: {},
    permit: anybody,
    run: (site) => ({
      body: {
        name: 'BuddyPress test',
        description: '',
        url: site.origin,
        home: site.origin,
        gmt_offset: (Date.parse(`${localTime(0)}Z`) - Date.parse(`${gmtTime(0)}Z`)) / 3_600_000,
        timezone_string: TIME_ZONE,
        namespaces,
        authentication: {
          'application-passwords': {
            endpoints: { authorization: `${site.origin}/wp-admin/authorize-application.php` },
          },
        },
        routes: {},
      },
    }),
  };
}

/** WordPress's own view of the caller; it knows him even where BuddyPress does not. */
export const usersMeHandlers: Handler[] = [
  { methods: ['GET'], args: {}, permit: anybody, run: usersMe },
  { methods: ['POST', 'PUT', 'PATCH'], args: {}, permit: signedIn, run: usersMe },
];

function signedIn(_site: Site, { caller }: RestRequest): void {
  if (!caller.person) throw new RestError(401, 'rest_not_logged_in', 'You are not currently logged in.');
}

function usersMe(site: Site, request: RestRequest): RestAnswer {
  signedIn(site, request);
  const { person } = request.caller;
  if (!person) throw refused(false);
  const base = `${site.origin}/wp-json/wp/v2/users`;
  return {
    body: {
      id: person.id,
      name: person.displayName,
      url: '',
      description: '',
      link: `${site.origin}/author/${person.login}/`,
      slug: person.login,
      avatar_urls: Object.fromEntries([24, 48, 96].map((size) => [size, avatar(person.login, size)])),
      meta: [],
    },
    links: { self: [{ href: `${base}/${String(person.id)}` }], collection: [{ href: base }] },
  };
}

export const membersHandler: Handler = {
  methods: ['GET'],
  args: { search: { type: 'string' }, ...COUNTED },
  permit: anybody,
  run: (site, { params }) => {
    const search = typeof params.search === 'string' ? params.search.toLowerCase() : '';
    const found = [...site.people.values()].filter(
      ({ login, displayName }) => login.includes(search) || displayName.toLowerCase().includes(search),
    );
    const size = toInt(params.per_page);
    const shown = found.slice((toInt(params.page) - 1) * size, toInt(params.page) * size);
    return {
      body: shown.map((person) => ({ ...memberObject(site, person), _links: memberLinks(site, person) })),
      headers: { 'X-WP-Total': found.length, 'X-WP-TotalPages': Math.ceil(found.length / size) },
    };
  },
};

/** One member: `me` or a number. Who may change a member sees it in the Allow header. */
export function memberHandlers(): Handler[] {
  return [
    { methods: ['GET'], args: {}, permit: anybody, run: member },
    { methods: ['POST', 'PUT', 'PATCH'], args: {}, permit: ownMember, run: member },
    { methods: ['DELETE'], args: {}, permit: ownMember, run: member },
  ];
}

function member(site: Site, request: RestRequest): RestAnswer {
  const person = memberOf(site, request);
  if (!person) throw invalidId('Invalid member ID.');
  return { body: memberObject(site, person), links: memberLinks(site, person) };
}

function memberOf(site: Site, { params, caller }: RestRequest): Person | undefined {
  if (params.id !== 'me') return site.people.get(toInt(params.id));
  if (!caller.person)
    throw new RestError(
      401,
      'bp_rest_authorization_required',
      'Sorry, you are not allowed to perform this action.',
    );
  return caller.person;
}

function ownMember(site: Site, request: RestRequest): void {
  const { caller } = request;
  const person = memberOf(site, request);
  if (!caller.moderator && (!person || person.id !== caller.person?.id))
    throw refused(caller.person !== undefined);
}

function memberObject(site: Site, { id, login, displayName }: Person): object {
  return {
    id,
    name: displayName,
    user_login: login,
    friendship_status: false,
    friendship_status_slug: '',
    link: `${site.origin}/members/${login}/`,
    member_types: [],
    xprofile: {
      groups: [
        {
          name: 'Base',
          id: 1,
          fields: [{ name: 'Name', id: 1, value: { raw: '', unserialized: [], rendered: '' } }],
        },
      ],
    },
    mention_name: login,
    avatar_urls: { full: avatar(login, 150), thumb: avatar(login, 50) },
  };
}

function memberLinks(site: Site, { id }: Person): object {
  const base = `${site.origin}/wp-json/buddypress/${site.version}/members/`;
  return { self: [{ href: `${base}${String(id)}` }], collection: [{ href: base }] };
}

/** v1 shows the caller's own when nobody is named, v2 wants the name. */
export function notificationHandlers(caller: number): Handler[] {
  const args = {
    user_id: { type: 'integer' },
    is_new: { type: 'boolean', default: true },
    component_name: { type: 'string' },
    component_action: { type: 'string' },
    order_by: { type: 'string', default: 'id' },
    sort_order: { type: 'string', enum: ['ASC', 'DESC'], default: 'ASC' },
    ...COUNTED,
  } as const;
  const permit = (site: Site, request: RestRequest) => {
    const user = notified(site, request, caller);
    const known = request.caller.person !== undefined;
    if (known && user !== 0 && (user === caller || request.caller.moderator)) return;
    throw refused(known, 'Sorry, you are not allowed to see the notifications.');
  };
  return [
    { methods: ['GET'], args, permit, run: (site, request) => notifications(site, request, caller) },
    { methods: ['POST'], args: {}, permit, run: () => ({ body: [] }) },
  ];
}

function notified(site: Site, { params }: RestRequest, caller: number): number {
  return toInt(params.user_id ?? (site.version === 'v1' ? caller : 0));
}

function notifications(site: Site, request: RestRequest, caller: number): RestAnswer {
  const { params } = request;
  const user = notified(site, request, caller);
  const wanted = toBoolean(params.is_new);
  const component = params.component_name;
  const found = site.store
    .notificationsOf(user)
    .filter((row) => row.isNew === wanted && (component === undefined || component === 'messages'))
    .sort((a, b) => (params.sort_order === 'DESC' ? b.id - a.id : a.id - b.id));
  const size = toInt(params.per_page);
  const base = `${site.origin}/wp-json/buddypress/${site.version}`;
  const body = found.slice((toInt(params.page) - 1) * size, toInt(params.page) * size).map((row) => ({
    id: row.id,
    user_id: row.user,
    item_id: row.item,
    secondary_item_id: row.sender,
    component: 'messages',
    action: 'new_message',
    date: localTime(row.second),
    date_gmt: gmtTime(row.second),
    is_new: Number(row.isNew),
    _links: {
      self: [{ href: `${base}/notifications/${String(row.id)}` }],
      collection: [{ href: `${base}/notifications/` }],
      user: [{ embeddable: true, href: `${base}/members/${String(row.user)}` }],
    },
  }));
  return { body };
}
