import { RestError } from '../../wordpress/error.ts';
import type { RestAnswer } from '../../wordpress/route.ts';
import type { Request } from '../access.ts';
import type { Site } from '../site.ts';
import { avatar } from '../views/user.ts';

/** WordPress's own view of the caller; the plugin has none. */
export function usersMe(site: Site, { caller }: Request): RestAnswer {
  const person = site.people.get(caller.id);
  if (!person) throw new RestError(401, 'rest_not_logged_in', 'You are not currently logged in.');
  const base = `${site.origin}/wp-json/wp/v2/users`;
  return {
    body: {
      id: person.id,
      name: person.name,
      url: '',
      description: '',
      link: `${site.origin}/author/${person.login}/`,
      slug: person.login,
      avatar_urls: Object.fromEntries(
        [24, 48, 96].map((size) => [size, avatar(site, person.id).replace('s=100', `s=${String(size)}`)]),
      ),
      meta: [],
    },
    links: { self: [{ href: `${base}/${String(person.id)}` }], collection: [{ href: base }] },
  };
}

/** The index of the site's API. */
export function siteIndex(site: Site): RestAnswer {
  return {
    body: {
      name: 'Better Messages test',
      description: '',
      url: site.origin,
      home: site.origin,
      gmt_offset: 0,
      timezone_string: '',
      namespaces: ['oembed/1.0', 'better-messages/v1', 'wp/v2', 'wp-site-health/v1', 'wp-block-editor/v1'],
      authentication: {
        'application-passwords': {
          endpoints: { authorization: `${site.origin}/wp-admin/authorize-application.php` },
        },
      },
      routes: {},
    },
  };
}
